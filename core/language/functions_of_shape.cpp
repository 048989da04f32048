// concat, roll, slice, even, odd, index, size, rename, outer, split, merge: numbers change place, not value.

#include "core/language/call.hpp"
#include "core/language/names.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace alphascope {

namespace {

using PlaneMap = std::function<Numbers(const Numbers&)>;

/// The same rearrangement for the real and the imaginary numbers.
Value map_planes(Axes axes, const Value& x, const PlaneMap& rearrange) {
    return {std::move(axes), rearrange(x.real), x.is_complex() ? rearrange(x.imaginary) : Numbers()};
}

/// Coordinates first, first + step, ... (count of them, wrapped round) of an axis.
Value take(const Value& x, std::string_view axis, Index first, Index step, Index count) {
    const AxisView view = view_along(x.axes, axis);
    const Axes axes = x.axis(axis) ? with_axis(x.axes, {std::string(axis), count}) : x.axes;
    return map_planes(axes, x, [&](const Numbers& from) {
        Numbers taken = Numbers::room(static_cast<std::size_t>(view.outer * count * view.inner));
        double* to = taken.write();
        for_strips(view.outer * count, view.inner, [&](Range rows) {
            for (Index row = rows.begin; row < rows.end; ++row) {
                const Index e = (first + row % count * step) % view.extent;
                std::copy_n(from.data() + (row / count * view.extent + e) * view.inner, view.inner,
                            to + row * view.inner);
            }
        });
        return taken;
    });
}

Result<Value> roll(const Call& call, std::string_view axis) {
    const auto steps = whole_number(call, 1);
    if (!steps)
        return tl::unexpected(steps.error());
    const Index extent = call.argument(0).extent(axis);
    if (extent == 0)
        return call.argument(0);
    const Index first = (extent - *steps % extent) % extent; // the coordinate that comes to place 0
    return take(call.argument(0), axis, first, 1, extent);
}

Result<Value> slice_of(const Call& call, std::string_view axis) {
    const auto begin = whole_number(call, 1), end = whole_number(call, 2);
    if (!begin || !end)
        return tl::unexpected(begin ? end.error() : begin.error());
    const Index extent = call.argument(0).extent(axis);
    if (*begin < 0 || *end > extent || *begin >= *end)
        return call_error("'slice' needs 0 <= begin < end <= " + std::to_string(extent) + " along axis " +
                          std::string(axis) + ", got " + std::to_string(*begin) + " and " + std::to_string(*end));
    return take(call.argument(0), axis, *begin, 1, *end - *begin);
}

Result<Value> every_second(const Call& call, std::string_view axis, Index first) {
    const Index extent = call.argument(0).extent(axis);
    if (extent % 2 != 0)
        return call_error(quoted(call.node.function->name) + " needs an even number of coordinates, but " +
                          call.quote(0) + " has " + std::to_string(extent) + " along axis " + std::string(axis));
    return take(call.argument(0), axis, first, 2, extent / 2);
}

Result<Value> concat(const Call& call) {
    auto axes = joint_axes(call, "state");
    if (!axes)
        return tl::unexpected(axes.error());
    Index total = 0;
    bool complex = false;
    for (const Operand& part : call.arguments) {
        total += part.get().extent("state");
        complex |= part.get().is_complex();
    }
    *axes = with_axis(*axes, {"state", total});
    if (auto fits = check_memory(*axes, complex); !fits)
        return tl::unexpected(fits.error());
    Value result = Value::room(*axes);
    if (complex)
        result.imaginary = Numbers::zeros(result.real.size());
    double* const real = result.real.write();
    double* const imaginary = complex ? result.imaginary.write() : nullptr;
    const AxisView view = view_along(*axes, "state");
    Index at = 0;
    for (const Operand& operand : call.arguments) {
        const Index extent = operand.get().extent("state");
        const Axes wanted = with_axis(*axes, {"state", extent});
        Value repeated; // only where the part lacks an axis
        if (operand.get().axes != wanted)
            repeated = expand(operand.get(), wanted);
        const Value& part = repeated.axes.empty() ? operand.get() : repeated;
        const auto copy = [&](const Numbers& from, double* to) {
            for_strips(
                view.outer, extent * view.inner,
                [&](Range places) {
                    for (Index o = places.begin; o < places.end; ++o)
                        std::copy_n(from.data() + o * extent * view.inner, extent * view.inner,
                                    to + (o * total + at) * view.inner);
                },
                call.run);
        };
        copy(part.real, real);
        if (part.is_complex())
            copy(part.imaginary, imaginary);
        at += extent;
    }
    return result;
}

Result<Index> size_of(const Call& call) {
    const Index size = known_size(call.environment, call.axis(0));
    if (size < 0)
        return call_error("axis " + quoted(call.axis(0)) + " has no size here");
    return size;
}

Result<Value> index(const Call& call) {
    const std::string axis(call.axis(0));
    const auto size = size_of(call);
    if (!size)
        return tl::unexpected(size.error());
    if (auto fits = check_memory({{axis, *size}}, false); !fits)
        return tl::unexpected(fits.error());
    return count_along(axis, *size);
}

tl::unexpected<Error> lacks_axis(const Call& call, std::size_t argument, std::string_view axis) {
    const Axes& axes = call.argument(argument).axes;
    return call_error(call.quote(argument) + " has no axis " + quoted(axis) +
                      (axes.empty() ? ", it is " : "; it has axes ") + describe(axes));
}

/// The value with one axis called differently.
Result<Value> renamed(const Call& call, std::size_t argument, std::string_view from, std::string_view to) {
    const Value& x = call.argument(argument);
    if (!x.axis(from))
        return lacks_axis(call, argument, from);
    if (from != to && x.axis(to))
        return call_error(call.quote(argument) + " already has an axis " + quoted(to));
    Axes axes = x.axes;
    for (Axis& axis : axes)
        if (axis.name == from)
            axis.name = to;
    return in_canonical_order(std::move(axes), x);
}

Result<Value> outer(const Call& call) {
    auto other = renamed(call, 1, call.axis(0), call.axis(1));
    if (!other)
        return other;
    std::array<Operand, 2> factors{Operand{{}, &call.argument(0)}, Operand{*std::move(other)}};
    if (const auto fit =
            joint_axes(factors[0].get().axes, call.quote(0), factors[1].get().axes, call.quote(1) + " renamed");
        !fit)
        return tl::unexpected(fit.error());
    Node product;
    product.function = find_function("*");
    Call multiply{product, call.source, factors, call.environment, call.generator_calls, call.run};
    return call_elementwise(multiply);
}

Result<Value> split(const Call& call) {
    const Value& x = call.argument(0);
    const std::string axis(call.axis(0)), slow(call.axis(1)), fast(call.axis(2));
    if (!x.axis(axis))
        return lacks_axis(call, 0, axis);
    const Index size = x.extent(axis);
    Index slow_size = known_size(call.environment, slow), fast_size = known_size(call.environment, fast);
    if (slow == axis) // its size is the unsplit one; the other tells the new one
        slow_size = -1;
    if (fast == axis)
        fast_size = -1;
    if (slow_size < 0 && fast_size > 0)
        slow_size = size / fast_size;
    if (fast_size < 0 && slow_size > 0)
        fast_size = size / slow_size;
    if (slow == fast || (slow != axis && x.axis(slow)) || (fast != axis && x.axis(fast)))
        return call_error("'split' needs two new axes, but " + call.quote(0) + " has axes " + describe(x.axes));
    Index product = 0;
    if (slow_size < 0 || fast_size < 0 || __builtin_mul_overflow(slow_size, fast_size, &product) || product != size)
        return call_error("axis " + axis + " of size " + std::to_string(size) + " does not split into " + slow + " × " +
                          fast + "; the design's axes say how large they are");
    Axes axes;
    for (const Axis& own : x.axes) {
        if (own.name != axis) {
            axes.push_back(own);
            continue;
        }
        axes.push_back({slow, slow_size});
        axes.push_back({fast, fast_size});
    }
    return in_canonical_order(std::move(axes), x);
}

Result<Value> merge(const Call& call) {
    const Value& x = call.argument(0);
    const std::string slow(call.axis(0)), fast(call.axis(1)), axis(call.axis(2));
    for (const std::string& part : {slow, fast})
        if (!x.axis(part))
            return lacks_axis(call, 0, part);
    if (slow == fast || (axis != slow && axis != fast && x.axis(axis)))
        return call_error("'merge' needs two axes and a new one, but " + call.quote(0) + " has axes " +
                          describe(x.axes));
    // Bring the two side by side to the end, then read them as one.
    const Index slow_size = x.extent(slow), fast_size = x.extent(fast);
    Axes order = without_axis(without_axis(x.axes, slow), fast);
    Axes merged = order;
    order.push_back({slow, slow_size});
    order.push_back({fast, fast_size});
    merged.push_back({axis, slow_size * fast_size});
    return in_canonical_order(std::move(merged), in_order(order, x));
}

} // namespace

Result<Value> call_rearranging(Call& call) {
    const std::string_view axis = call.axis(0);
    switch (call.operation()) {
    case Operation::concat: return concat(call);
    case Operation::roll: return roll(call, axis);
    case Operation::slice: return slice_of(call, axis);
    case Operation::even: return every_second(call, axis, 0);
    case Operation::odd: return every_second(call, axis, 1);
    case Operation::index: return index(call);
    case Operation::size: return size_of(call).map([](Index size) { return Value::number(static_cast<double>(size)); });
    case Operation::rename: return renamed(call, 0, call.axis(0), call.axis(1));
    case Operation::outer: return outer(call);
    case Operation::split: return split(call);
    default: return merge(call);
    }
}

} // namespace alphascope
