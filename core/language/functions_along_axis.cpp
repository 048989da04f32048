// sum, mean, maximum, minimum, norm, unit, dot and contract, softmax.

#include "core/language/call.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace alphascope {

constexpr double smallest_norm = 1e-12; // of unit(), as in theory/reference.py

namespace {

/// out[o, i] = f(...f(start, x[o, 0, i])..., x[o, last, i]). `out` holds the start.
template <class F>
void fold(const Numbers& x, const AxisView& view, std::vector<double>& out, const RunContext& run, F f) {
    for_columns(view, run, [&](Index o, Range columns) {
        const double* in = x.data() + o * view.extent * view.inner;
        double* to = out.data() + o * view.inner;
        if (view.inner == 1) {
            double total = *to;
            for (Index e = 0; e < view.extent; ++e)
                total = f(total, in[e]);
            *to = total;
            return;
        }
        for (Index e = 0; e < view.extent && !run.cancelled(); ++e, in += view.inner)
            for (Index i = columns.begin; i < columns.end; ++i)
                to[i] = f(to[i], in[i]);
    });
}

/// x[o, e, i] = f(x[o, e, i], y[o, i]).
template <class F>
void apply_along(Numbers& x, const AxisView& view, const std::vector<double>& y, const RunContext& run, F f) {
    double* numbers = x.write();
    for_strips(
        view.outer * view.extent, view.inner,
        [&](Range rows) {
            for (Index row = rows.begin; row < rows.end; ++row) {
                double* out = numbers + row * view.inner;
                const double* per_row = y.data() + row / view.extent * view.inner;
                for (Index i = 0; i < view.inner; ++i)
                    out[i] = f(out[i], per_row[i]);
            }
        },
        run);
}

double add(double a, double b) {
    return a + b;
}
double larger(double a, double b) {
    return a >= b || a != a ? a : b;
}
double smaller(double a, double b) {
    return a <= b || a != a ? a : b;
}

template <class F>
std::vector<double> folded(const Numbers& x, const AxisView& view, double start, const RunContext& run, F f) {
    std::vector<double> out(static_cast<std::size_t>(view.outer * view.inner), start);
    fold(x, view, out, run, f);
    return out;
}

std::vector<double> norms(const Value& x, const AxisView& view, const RunContext& run) {
    const auto add_square = [](double total, double part) { return total + part * part; };
    auto squares = folded(x.real, view, 0.0, run, add_square);
    if (x.is_complex())
        fold(x.imaginary, view, squares, run, add_square);
    for (double& square : squares)
        square = std::sqrt(square);
    return squares;
}

Value reduced(const Value& x, std::string_view axis, Operation operation, const RunContext& run) {
    const AxisView view = view_along(x.axes, axis);
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const auto over = [&](const Numbers& plane, double start, auto f) { return folded(plane, view, start, run, f); };
    Value result{without_axis(x.axes, axis), {}, {}};
    switch (operation) {
    case Operation::norm: result.real = norms(x, view, run); break;
    case Operation::maximum: result.real = over(x.real, -infinity, larger); break;
    case Operation::minimum: result.real = over(x.real, infinity, smaller); break;
    default: // sum and mean
        for (const auto& [from, into] :
             {std::pair(&x.real, &result.real), std::pair(&x.imaginary, &result.imaginary)}) {
            if (from->empty() && from == &x.imaginary)
                continue;
            auto totals = over(*from, 0.0, add);
            if (operation == Operation::mean)
                for (double& total : totals)
                    total /= static_cast<double>(view.extent);
            *into = std::move(totals);
        }
    }
    return result;
}

Value softmax(Value x, std::string_view axis, const RunContext& run) {
    const AxisView view = view_along(x.axes, axis);
    const auto top = folded(x.real, view, -std::numeric_limits<double>::infinity(), run, larger);
    apply_along(x.real, view, top, run, [](double s, double largest) { return std::exp(s - largest); });
    const auto total = folded(x.real, view, 0.0, run, add);
    apply_along(x.real, view, total, run, [](double e, double sum) { return e / sum; });
    return x;
}

/// Sum of a b along an axis without the array of products.
Value dot(const Call& call) {
    const Value &a = call.argument(0), &b = call.argument(1);
    const bool complex = call.result.complex;
    const Axes& rest = call.result.axes;
    const auto axes = union_of(a.axes, b.axes);
    Value result = Value::zeros(rest);
    if (complex)
        result.imaginary = Numbers::zeros(result.real.size());
    const LoopNest nest = loop_nest(*axes, {&rest, &a.axes, &b.axes});
    const bool runs_apart = std::all_of(nest.outer.begin(), nest.outer.end(),
                                        [](const LoopNest::Level& level) { return level.stride[0] != 0; });
    const auto accumulate = [&](Numbers& into, const Numbers& x, const Numbers& y, double sign) {
        if (x.empty() || y.empty())
            return;
        const auto& stride = nest.inner.stride;
        double* const out = into.write();
        const auto add_run = [&](const Offsets& offset) {
            double* o = out + offset[0];
            const double *p = x.data() + offset[1], *q = y.data() + offset[2];
            if (stride[0] == 0) {
                double total = 0;
                for (Index e = 0; e < nest.inner.size; ++e)
                    total += p[e * stride[1]] * q[e * stride[2]];
                *o += sign * total;
            } else {
                for (Index e = 0; e < nest.inner.size; ++e)
                    o[e] += sign * (p[e * stride[1]] * q[e * stride[2]]);
            }
        };
        if (runs_apart)
            for_strips(
                run_count(nest), nest.inner.size, [&](Range runs) { for_runs(nest, runs, add_run); }, call.run);
        else
            for_each_run(nest, add_run);
    };
    accumulate(result.real, a.real, b.real, 1);
    accumulate(result.real, a.imaginary, b.imaginary, -1);
    accumulate(result.imaginary, a.real, b.imaginary, 1);
    accumulate(result.imaginary, a.imaginary, b.real, 1);
    return result;
}

} // namespace

Value unit_along(Value x, std::string_view axis, const RunContext& run) {
    const AxisView view = view_along(x.axes, axis);
    const auto lengths = norms(x, view, run);
    const auto divide = [](double part, double length) { return part / std::max(length, smallest_norm); };
    apply_along(x.real, view, lengths, run, divide);
    if (x.is_complex())
        apply_along(x.imaginary, view, lengths, run, divide);
    return x;
}

Result<Value> call_along_axis(Call& call) {
    const std::string_view axis = call.axis(0);
    if (axis == "time" && !call.argument(0).axis(axis)) // it counts once per position
        call.arguments[0] = {expand(call.argument(0), with_time(call.argument(0).axes, call.environment))};
    switch (call.operation()) {
    case Operation::dot:
    case Operation::contract: return dot(call);
    case Operation::unit: return unit_along(std::move(call.arguments[0]).take(), axis, call.run);
    case Operation::softmax: return softmax(std::move(call.arguments[0]).take(), axis, call.run);
    default: return reduced(call.argument(0), axis, call.operation(), call.run);
    }
}

} // namespace alphascope
