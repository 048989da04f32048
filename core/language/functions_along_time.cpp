// Causal functions of the past (shift, cumulative ones, scan) and the few that see all positions.

#include "core/language/call.hpp"

#include <algorithm>
#include <cmath>

namespace alphascope {

namespace {

/// Columns that pass through time on their own: body(before, e) for every number e but the first of a column, in order.
template <class Body> void for_histories(const AxisView& time, const RunContext& run, Body body) {
    for_columns(time, run, [&](Index o, Range columns) {
        for (Index t = 1; t < time.extent && !run.cancelled(); ++t) {
            const Index row = (o * time.extent + t) * time.inner;
            for (Index e = row + columns.begin; e < row + columns.end; ++e)
                body(e - time.inner, e);
        }
    });
}

/// row_t = f(row_(t-1), row_t) from the second position on, in place.
template <class F> void accumulate(Numbers& numbers, const AxisView& time, const RunContext& run, F f) {
    double* x = numbers.write();
    for_histories(time, run, [&](Index before, Index e) { x[e] = f(x[before], x[e]); });
}

/// The same with complex numbers.
template <class F> void accumulate_complex(Value& x, const AxisView& time, const RunContext& run, F f) {
    double *re = x.real.write(), *im = x.imaginary.write();
    for_histories(time, run, [&](Index before, Index e) {
        const Complex z = f(Complex{re[before], im[before]}, Complex{re[e], im[e]});
        re[e] = z.real();
        im[e] = z.imag();
    });
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

Value shift(const Call& call) {
    const Value& x = call.argument(0);
    const double first = call.arguments.size() == 2 ? call.argument(1).real.front() : 0;
    const AxisView time = view_along(x.axes, "time");
    const auto moved_on = [&](const Numbers& plane, double fill) {
        Numbers moved = Numbers::room(plane.size());
        double* to = moved.write();
        for_strips(
            plane.empty() ? 0 : time.outer * time.extent, time.inner,
            [&](Range rows) {
                for (Index row = rows.begin; row < rows.end; ++row)
                    if (row % time.extent == 0)
                        std::fill_n(to + row * time.inner, time.inner, fill);
                    else
                        std::copy_n(plane.data() + (row - 1) * time.inner, time.inner, to + row * time.inner);
            },
            call.run);
        return moved;
    };
    return Value{x.axes, moved_on(x.real, first), moved_on(x.imaginary, 0)};
}

/// y_t = a_t y_(t-1) + x_t.
Value scan(Call& call) {
    const Axes& axes = call.result.axes;
    const bool complex = call.result.complex;
    Value y = expand(call.argument(1), axes);
    if (complex && !y.is_complex())
        y.imaginary = Numbers::zeros(y.real.size());
    const Value a = expand(call.argument(0), axes);
    const double *factor_re = a.real.data(), *factor_im = a.is_complex() ? a.imaginary.data() : nullptr;
    double *re = y.real.write(), *im = complex ? y.imaginary.write() : nullptr;
    for_histories(view_along(axes, "time"), call.run, [&](Index before, Index e) {
        re[e] += factor_re[e] * re[before];
        if (!complex)
            return;
        im[e] += factor_re[e] * im[before];
        if (factor_im) {
            re[e] -= factor_im[e] * im[before];
            im[e] += factor_im[e] * re[before];
        }
    });
    return y;
}

/// y_t = max(a_t + y_(t-1), x_t): the running maximum of what fades by a. A number that is not one stays in all later.
Value scan_max(Call& call) {
    const Axes& axes = call.result.axes;
    Value y = expand(call.argument(1), axes);
    const Value a = expand(call.argument(0), axes);
    const double* fades = a.real.data();
    double* out = y.real.write();
    for_histories(view_along(axes, "time"), call.run,
                  [&](Index before, Index e) { out[e] = larger(fades[e] + out[before], out[e]); });
    return y;
}

/// Lags from which on every kernel is 0, so that nothing is added: L where something is infinite, as 0 · ∞ is not 0.
Index support_of(const Numbers& kernel, const Numbers& x, const AxisView& time) {
    if (!std::all_of(x.begin(), x.end(), [](double number) { return std::isfinite(number); }))
        return time.extent;
    const auto is_zero = [&](Index lag) {
        for (Index o = 0; o < time.outer; ++o)
            for (Index e = 0; e < time.inner; ++e)
                if (kernel[static_cast<std::size_t>((o * time.extent + lag) * time.inner + e)] != 0)
                    return false;
        return true;
    };
    Index support = time.extent;
    while (support > 0 && is_zero(support - 1))
        --support;
    return support;
}

/// y_t = Σ_l kernel_l x_(t−l), by the definition: O(L²), less where kernels end early.
Value convolve(Call& call) {
    const Axes& axes = call.result.axes;
    const Value x = expand(call.argument(0), axes), kernel = expand(call.argument(1), axes);
    Value y = Value::zeros(axes);
    double* out = y.real.write();
    const AxisView time = view_along(axes, "time");
    const Index support = support_of(kernel.real, x.real, time);
    constexpr Index together = 512; // rows that stay in the nearest cache while the lags pass
    const Index parts = (time.extent + together - 1) / together;
    for_strips(
        time.outer * parts, together * support * time.inner,
        [&](Range some) {
            for (Index part = some.begin; part < some.end; ++part) {
                const Index origin = part / parts * time.extent, first = part % parts * together,
                            last = std::min(first + together, time.extent);
                for (Index lag = 0; lag < std::min(support, last) && !call.run.cancelled(); ++lag) {
                    const double* weight = kernel.real.data() + (origin + lag) * time.inner;
                    for (Index t = std::max(first, lag); t < last; ++t) {
                        const double* from = x.real.data() + (origin + t - lag) * time.inner;
                        double* to = out + (origin + t) * time.inner;
                        for (Index e = 0; e < time.inner; ++e)
                            to[e] += weight[e] * from[e];
                    }
                }
            }
        },
        call.run);
    return y;
}

Value cumulative(Operation operation, Value x, const RunContext& run) {
    const AxisView time = view_along(x.axes, "time");
    switch (operation) {
    case Operation::cumsum:
        accumulate(x.real, time, run, add);
        if (x.is_complex())
            accumulate(x.imaginary, time, run, add);
        break;
    case Operation::cumprod:
        if (x.is_complex())
            accumulate_complex(x, time, run, [](Complex a, Complex b) { return a * b; });
        else
            accumulate(x.real, time, run, [](double a, double b) { return a * b; });
        break;
    case Operation::cummax: accumulate(x.real, time, run, larger); break;
    default: accumulate(x.real, time, run, log_add_exp);
    }
    return x;
}

Result<Value> over_all_time(Call& call, std::string_view name) {
    Node reduction;
    reduction.function = find_function(name);
    reduction.axes.push_back({"time", {}});
    Call along{{reduction, call.source, call.shapes, call.environment},
               call.arguments,
               call.result,
               call.generator_calls,
               call.run};
    return call_along_axis(along);
}

/// The argument that is read along time.
std::size_t subject_of(const ShapedCall& call) {
    return call.operation() == Operation::scan || call.operation() == Operation::scan_max ? 1 : 0;
}

} // namespace

Result<std::optional<Shape>> shape_along_time(const ShapedCall& call) {
    std::vector<Shape> shapes(call.shapes.begin(), call.shapes.end());
    Shape& subject = shapes[subject_of(call)];
    subject.axes = with_time(subject.axes, call.environment);
    subject.number.reset();
    if (auto fits = check_memory(subject.axes, subject.complex); !fits)
        return tl::unexpected(fits.error());
    switch (call.operation()) {
    case Operation::max_over_time:
    case Operation::sum_over_time:
    case Operation::mean_over_time: return Shape{without_axis(subject.axes, "time"), subject.complex, {}};
    case Operation::scan:
    case Operation::scan_max:
    case Operation::convolve: {
        const bool complex = shapes[0].complex || shapes[1].complex;
        return joint_axes(ShapedCall{call.node, call.source, shapes, call.environment}).map([&](Axes axes) {
            return std::optional(Shape{std::move(axes), complex, {}});
        });
    }
    case Operation::shift:
        if (shapes.size() == 2 && (!shapes[1].axes.empty() || shapes[1].complex))
            return call_error("the first value of 'shift' must be a single real number, but " + call.quote(1) +
                              " has axes " + describe(shapes[1].axes));
        break;
    default: break;
    }
    return subject;
}

Result<Value> call_along_time(Call& call) {
    switch (call.operation()) {
    case Operation::max_over_time: return over_all_time(call, "maximum");
    case Operation::sum_over_time: return over_all_time(call, "sum");
    case Operation::mean_over_time: return over_all_time(call, "mean");
    default: break;
    }
    Operand& subject = call.arguments[subject_of(call)];
    if (!subject.get().axis("time")) // the same at every position
        subject = {expand(subject.get(), with_time(subject.get().axes, call.environment))};
    switch (call.operation()) {
    case Operation::scan: return scan(call);
    case Operation::scan_max: return scan_max(call);
    case Operation::convolve: return convolve(call);
    case Operation::shift: return shift(call);
    default: return cumulative(call.operation(), std::move(call.arguments[0]).take(), call.run);
    }
}

} // namespace alphascope
