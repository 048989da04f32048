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

Value roll(const Call& call, std::string_view axis) {
    const Index extent = call.argument(0).extent(axis), steps = **whole_number(call, 1);
    if (extent == 0)
        return call.argument(0);
    const Index first = (extent - steps % extent) % extent; // the coordinate that comes to place 0
    return take(call.argument(0), axis, first, 1, extent);
}

Value concat(const Call& call) {
    const Axes& axes = call.result.axes;
    const bool complex = call.result.complex;
    Value result = Value::room(axes);
    if (complex)
        result.imaginary = Numbers::zeros(result.real.size());
    double* const real = result.real.write();
    double* const imaginary = complex ? result.imaginary.write() : nullptr;
    const AxisView view = view_along(axes, "state");
    const Index total = view.extent;
    Index at = 0;
    for (const Operand& operand : call.arguments) {
        const Index extent = operand.get().extent("state");
        const Axes wanted = with_axis(axes, {"state", extent});
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

/// The value with one axis called differently.
Value renamed(const Value& x, std::string_view from, std::string_view to) {
    Axes axes = x.axes;
    for (Axis& axis : axes)
        if (axis.name == from)
            axis.name = to;
    return in_canonical_order(std::move(axes), x);
}

Result<Value> outer(const Call& call) {
    std::array<Operand, 2> factors{Operand{{}, &call.argument(0)},
                                   Operand{renamed(call.argument(1), call.axis(0), call.axis(1))}};
    Node product;
    product.function = find_function("*");
    Call multiply{
        {product, call.source, call.shapes, call.environment}, factors, call.result, call.generator_calls, call.run};
    return call_elementwise(multiply);
}

/// The value with one axis as two, the second running faster.
Value split(const Call& call) {
    const Value& x = call.argument(0);
    Axes axes;
    for (const Axis& own : x.axes) {
        if (own.name != call.axis(0)) {
            axes.push_back(own);
            continue;
        }
        for (const std::size_t part : {1, 2})
            axes.push_back({std::string(call.axis(part)), view_along(call.result.axes, call.axis(part)).extent});
    }
    return in_canonical_order(std::move(axes), x);
}

Value merge(const Call& call) {
    const Value& x = call.argument(0);
    const std::string slow(call.axis(0)), fast(call.axis(1)), axis(call.axis(2));
    // Bring the two side by side to the end, then read them as one.
    const Index slow_size = x.extent(slow), fast_size = x.extent(fast);
    Axes order = without_axis(without_axis(x.axes, slow), fast);
    Axes merged = order;
    order.push_back({slow, slow_size});
    order.push_back({fast, fast_size});
    merged.push_back({axis, slow_size * fast_size});
    return in_canonical_order(std::move(merged), in_order(order, x));
}

// ---- the axes that come out
using MaybeShape = std::optional<Shape>;

const Axis* axis_of(const Shape& shape, std::string_view name) {
    const auto found =
        std::find_if(shape.axes.begin(), shape.axes.end(), [&](const Axis& a) { return a.name == name; });
    return found == shape.axes.end() ? nullptr : &*found;
}

Shape sorted(Axes axes, bool complex) {
    std::sort(axes.begin(), axes.end(), [](const Axis& a, const Axis& b) { return axis_before(a.name, b.name); });
    return {std::move(axes), complex, {}};
}

/// The first argument with an axis of another size.
Shape resized(const ShapedCall& call, std::string_view axis, Index size) {
    const Shape& x = call.shape(0);
    return {axis_of(x, axis) ? with_axis(x.axes, {std::string(axis), size}) : x.axes, x.complex, {}};
}

tl::unexpected<Error> lacks_axis(const ShapedCall& call, std::size_t argument, std::string_view axis) {
    const Axes& axes = call.shape(argument).axes;
    return call_error(call.quote(argument) + " has no axis " + quoted(axis) +
                      (axes.empty() ? ", it is " : "; it has axes ") + describe(axes));
}

Result<MaybeShape> sliced_shape(const ShapedCall& call, std::string_view axis) {
    const auto begin = whole_number(call, 1), end = whole_number(call, 2);
    if (!begin || !end)
        return tl::unexpected(begin ? end.error() : begin.error());
    if (!*begin || !*end)
        return MaybeShape();
    const Index extent = view_along(call.shape(0).axes, axis).extent;
    if (**begin < 0 || **end > extent || **begin >= **end)
        return call_error("'slice' needs 0 <= begin < end <= " + std::to_string(extent) + " along axis " +
                          std::string(axis) + ", got " + std::to_string(**begin) + " and " + std::to_string(**end));
    return resized(call, axis, **end - **begin);
}

Result<MaybeShape> halved_shape(const ShapedCall& call, std::string_view axis) {
    const Index extent = view_along(call.shape(0).axes, axis).extent;
    if (extent % 2 != 0)
        return call_error(quoted(call.node.function->name) + " needs an even number of coordinates, but " +
                          call.quote(0) + " has " + std::to_string(extent) + " along axis " + std::string(axis));
    return resized(call, axis, extent / 2);
}

Result<MaybeShape> joined_shape(const ShapedCall& call) {
    auto axes = joint_axes(call, "state");
    if (!axes)
        return tl::unexpected(axes.error());
    Index total = 0;
    bool complex = false;
    for (const Shape& part : call.shapes) {
        total += view_along(part.axes, "state").extent;
        complex |= part.complex;
    }
    return Shape{with_axis(*axes, {"state", total}), complex, {}};
}

/// Of the argument with one axis called differently.
Result<Shape> renamed_shape(const ShapedCall& call, std::size_t argument) {
    const std::string_view from = call.axis(0), to = call.axis(1);
    const Shape& x = call.shape(argument);
    if (!axis_of(x, from))
        return lacks_axis(call, argument, from);
    if (from != to && axis_of(x, to))
        return call_error(call.quote(argument) + " already has an axis " + quoted(to));
    Axes axes = x.axes;
    for (Axis& axis : axes)
        if (axis.name == from)
            axis.name = to;
    return sorted(std::move(axes), x.complex);
}

Result<MaybeShape> outer_shape(const ShapedCall& call) {
    return renamed_shape(call, 1).and_then([&](const Shape& other) {
        return joint_axes(call.shape(0).axes, call.quote(0), other.axes, call.quote(1) + " renamed")
            .map([&](Axes axes) -> MaybeShape {
                return Shape{std::move(axes), call.shape(0).complex || other.complex, {}};
            });
    });
}

Result<MaybeShape> split_shape(const ShapedCall& call) {
    const Shape& x = call.shape(0);
    const std::string axis(call.axis(0)), slow(call.axis(1)), fast(call.axis(2));
    const Axis* whole = axis_of(x, axis);
    if (!whole)
        return lacks_axis(call, 0, axis);
    const Index size = whole->size;
    Index slow_size = known_size(call.environment, slow), fast_size = known_size(call.environment, fast);
    if (slow == axis) // its size is the unsplit one; the other tells the new one
        slow_size = -1;
    if (fast == axis)
        fast_size = -1;
    if (slow_size < 0 && fast_size > 0)
        slow_size = size / fast_size;
    if (fast_size < 0 && slow_size > 0)
        fast_size = size / slow_size;
    if (slow == fast || (slow != axis && axis_of(x, slow)) || (fast != axis && axis_of(x, fast)))
        return call_error("'split' needs two new axes, but " + call.quote(0) + " has axes " + describe(x.axes));
    Index product = 0;
    if (slow_size < 1 || fast_size < 1 || __builtin_mul_overflow(slow_size, fast_size, &product) || product != size)
        return call_error("axis " + axis + " of size " + std::to_string(size) + " does not split into " + slow + " × " +
                          fast + "; the design's axes say how large they are");
    Axes axes = without_axis(x.axes, axis);
    axes.push_back({slow, slow_size});
    axes.push_back({fast, fast_size});
    return sorted(std::move(axes), x.complex);
}

Result<MaybeShape> merged_shape(const ShapedCall& call) {
    const Shape& x = call.shape(0);
    const std::string slow(call.axis(0)), fast(call.axis(1)), axis(call.axis(2));
    for (const std::string& part : {slow, fast})
        if (!axis_of(x, part))
            return lacks_axis(call, 0, part);
    if (slow == fast || (axis != slow && axis != fast && axis_of(x, axis)))
        return call_error("'merge' needs two axes and a new one, but " + call.quote(0) + " has axes " +
                          describe(x.axes));
    const Index size = element_count({*axis_of(x, slow), *axis_of(x, fast)});
    Axes axes = without_axis(without_axis(x.axes, slow), fast);
    axes.push_back({axis, size});
    return sorted(std::move(axes), x.complex);
}

Result<MaybeShape> counted_shape(const ShapedCall& call) {
    const std::string axis(call.axis(0));
    const Index size = known_size(call.environment, axis);
    if (size < 0)
        return call_error("axis " + quoted(axis) + " has no size here");
    return call.operation() == Operation::size ? Shape{} : Shape{{{axis, size}}, false, {}};
}

} // namespace

Result<std::optional<Shape>> rearranged_shape(const ShapedCall& call) {
    const std::string_view axis = call.axis(0);
    switch (call.operation()) {
    case Operation::concat: return joined_shape(call);
    case Operation::roll: return whole_number(call, 1).map([&](auto) -> MaybeShape { return resized(call, "", 1); });
    case Operation::slice: return sliced_shape(call, axis);
    case Operation::even:
    case Operation::odd: return halved_shape(call, axis);
    case Operation::index:
    case Operation::size: return counted_shape(call);
    case Operation::rename: return renamed_shape(call, 0).map([](Shape shape) -> MaybeShape { return shape; });
    case Operation::outer: return outer_shape(call);
    case Operation::split: return split_shape(call);
    default: return merged_shape(call);
    }
}

Result<Value> call_rearranging(Call& call) {
    const std::string_view axis = call.axis(0);
    const auto extent = [&] { return call.argument(0).extent(axis); };
    switch (call.operation()) {
    case Operation::concat: return concat(call);
    case Operation::roll: return roll(call, axis);
    case Operation::slice: {
        const Index begin = **whole_number(call, 1);
        return take(call.argument(0), axis, begin, 1, **whole_number(call, 2) - begin);
    }
    case Operation::even: return take(call.argument(0), axis, 0, 2, extent() / 2);
    case Operation::odd: return take(call.argument(0), axis, 1, 2, extent() / 2);
    case Operation::index: return count_along(axis, known_size(call.environment, axis));
    case Operation::size: return Value::number(static_cast<double>(known_size(call.environment, axis)));
    case Operation::rename: return renamed(call.argument(0), axis, call.axis(1));
    case Operation::outer: return outer(call);
    case Operation::split: return split(call);
    default: return merge(call);
    }
}

} // namespace alphascope
