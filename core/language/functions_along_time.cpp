// Causal functions of the past (shift, cumulative ones, scan) and the few that see all positions.

#include "core/language/call.hpp"

#include <algorithm>
#include <cmath>

namespace alphascope {

namespace {

/// row_t = f(row_(t-1), row_t) from the second position on, in place.
template <class F> void accumulate(std::vector<double>& x, const AxisView& time, F f) {
    for (Index o = 0; o < time.outer; ++o) {
        double* row = x.data() + o * time.extent * time.inner;
        for (Index e = time.inner; e < time.extent * time.inner; ++e)
            row[e] = f(row[e - time.inner], row[e]);
    }
}

/// The same with complex numbers.
template <class F> void accumulate_complex(Value& x, const AxisView& time, F f) {
    for (Index o = 0; o < time.outer; ++o) {
        double* re = x.real.data() + o * time.extent * time.inner;
        double* im = x.imaginary.data() + o * time.extent * time.inner;
        for (Index e = time.inner; e < time.extent * time.inner; ++e) {
            const Complex z = f(Complex{re[e - time.inner], im[e - time.inner]}, Complex{re[e], im[e]});
            re[e] = z.real();
            im[e] = z.imag();
        }
    }
}

double add(double a, double b) {
    return a + b;
}
double larger(double a, double b) {
    return a >= b || a != a ? a : b;
}
double log_add_exp(double a, double b) {
    if (a == b) // also two equal infinities, whose difference is not a number
        return a + std::log(2.0);
    return larger(a, b) + std::log1p(std::exp(-std::abs(a - b)));
}

Result<Value> shift(const Call& call, Value x) {
    double first = 0;
    if (call.arguments.size() == 2) {
        const Value& given = call.argument(1);
        if (!given.axes.empty() || given.is_complex())
            return call_error("the first value of 'shift' must be a single real number, but " + call.quote(1) +
                              " has axes " + describe(given.axes));
        first = given.real.front();
    }
    const AxisView time = view_along(x.axes, "time");
    const auto move_on = [&](std::vector<double>& plane, double fill) {
        if (plane.empty())
            return;
        for (Index o = 0; o < time.outer; ++o) {
            double* row = plane.data() + o * time.extent * time.inner;
            std::copy_backward(row, row + (time.extent - 1) * time.inner, row + time.extent * time.inner);
            std::fill_n(row, time.inner, fill);
        }
    };
    move_on(x.real, first);
    move_on(x.imaginary, 0);
    return x;
}

/// y_t = a_t y_(t-1) + x_t.
Result<Value> scan(Call& call) {
    auto axes = joint_axes(call);
    if (!axes)
        return tl::unexpected(axes.error());
    const bool complex = call.argument(0).is_complex() || call.argument(1).is_complex();
    if (auto fits = check_memory(*axes, complex); !fits)
        return tl::unexpected(fits.error());
    Value y = expand(call.argument(1), *axes);
    if (complex)
        y.imaginary.resize(y.real.size());
    const Value a = expand(call.argument(0), *axes);
    const AxisView time = view_along(*axes, "time");
    for (Index o = 0; o < time.outer; ++o)
        for (Index k = time.inner; k < time.extent * time.inner; ++k) {
            const auto e = static_cast<std::size_t>(o * time.extent * time.inner + k);
            const auto before = e - static_cast<std::size_t>(time.inner);
            const double re = y.real[before];
            y.real[e] += a.real[e] * re;
            if (!complex)
                continue;
            const double im = y.imaginary[before];
            y.imaginary[e] += a.real[e] * im;
            if (a.is_complex()) {
                y.real[e] -= a.imaginary[e] * im;
                y.imaginary[e] += a.imaginary[e] * re;
            }
        }
    return y;
}

/// y_t = Σ_l kernel_l x_(t−l), by the definition: O(L²).
Result<Value> convolve(Call& call) {
    auto axes = joint_axes(call);
    if (!axes)
        return tl::unexpected(axes.error());
    if (auto fits = check_memory(*axes, false); !fits)
        return tl::unexpected(fits.error());
    const Value x = expand(call.argument(0), *axes), kernel = expand(call.argument(1), *axes);
    Value y = Value::zeros(*axes);
    const AxisView time = view_along(*axes, "time");
    for (Index o = 0; o < time.outer; ++o)
        for (Index t = 0; t < time.extent; ++t)
            for (Index lag = 0; lag <= t; ++lag) {
                const auto at = [&](Index position) {
                    return static_cast<std::size_t>((o * time.extent + position) * time.inner);
                };
                for (std::size_t e = 0; e < static_cast<std::size_t>(time.inner); ++e)
                    y.real[at(t) + e] += kernel.real[at(lag) + e] * x.real[at(t - lag) + e];
            }
    return y;
}

Result<Value> cumulative(Operation operation, Value x) {
    const AxisView time = view_along(x.axes, "time");
    switch (operation) {
    case Operation::cumsum:
        accumulate(x.real, time, add);
        if (x.is_complex())
            accumulate(x.imaginary, time, add);
        break;
    case Operation::cumprod:
        if (x.is_complex())
            accumulate_complex(x, time, [](Complex a, Complex b) { return a * b; });
        else
            accumulate(x.real, time, [](double a, double b) { return a * b; });
        break;
    case Operation::cummax: accumulate(x.real, time, larger); break;
    default: accumulate(x.real, time, log_add_exp);
    }
    return x;
}

Result<Value> over_all_time(Call& call, std::string_view name) {
    Node reduction;
    reduction.function = find_function(name);
    reduction.axes.push_back({"time", {}});
    Call along{reduction, call.source, call.arguments, call.environment, call.generator_calls};
    return call_along_axis(along);
}

} // namespace

Result<Value> call_along_time(Call& call) {
    switch (call.operation()) {
    case Operation::max_over_time: return over_all_time(call, "maximum");
    case Operation::sum_over_time: return over_all_time(call, "sum");
    case Operation::mean_over_time: return over_all_time(call, "mean");
    default: break;
    }
    // What has no axis time is the same at every position.
    Operand& subject = call.arguments[call.operation() == Operation::scan ? 1 : 0];
    if (!subject.get().axis("time")) {
        const Axes axes = with_axis(subject.get().axes, {"time", call.environment.length});
        if (auto fits = check_memory(axes, subject.get().is_complex()); !fits)
            return tl::unexpected(fits.error());
        subject = {expand(subject.get(), axes)};
    }
    switch (call.operation()) {
    case Operation::scan: return scan(call);
    case Operation::convolve: return convolve(call);
    case Operation::shift: return shift(call, std::move(call.arguments[0]).take());
    default: return cumulative(call.operation(), std::move(call.arguments[0]).take());
    }
}

} // namespace alphascope
