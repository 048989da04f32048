#include "core/language/value.hpp"

#include "core/language/loop_nest.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <stdexcept>

namespace alphascope {

constexpr int own_axis_rank = 6; // a design's own axes stand between micro and state

static int rank_of(std::string_view name) {
    constexpr std::array<std::string_view, 10> order{"head",  "channel", "out",   "in",   "time",
                                                     "micro", "",        "state", "from", "value"};
    const auto found = std::find(order.begin(), order.end(), name);
    return found == order.end() ? own_axis_rank : static_cast<int>(found - order.begin());
}

bool axis_before(std::string_view a, std::string_view b) {
    const int rank_a = rank_of(a), rank_b = rank_of(b);
    return rank_a != rank_b ? rank_a < rank_b : a < b;
}

Index element_count(const Axes& axes) {
    Index count = 1;
    bool overflow = false;
    for (const Axis& axis : axes) {
        if (axis.size == 0)
            return 0;
        overflow |= __builtin_mul_overflow(count, axis.size, &count);
    }
    return overflow ? std::numeric_limits<Index>::max() : count;
}

std::string describe(const Axes& axes) {
    if (axes.empty())
        return "a single number";
    std::string text;
    for (const Axis& axis : axes)
        text += (text.empty() ? "" : " × ") + axis.name + ' ' + std::to_string(axis.size);
    return text;
}

Value Value::zeros(Axes axes) {
    const auto count = static_cast<std::size_t>(element_count(axes));
    return {std::move(axes), Numbers::zeros(count), {}};
}

Value Value::room(Axes axes, bool complex) {
    const auto count = static_cast<std::size_t>(element_count(axes));
    return {std::move(axes), Numbers::room(count), Numbers::room(complex ? count : 0)};
}

const Axis* Value::axis(std::string_view name) const {
    const auto found = std::find_if(axes.begin(), axes.end(), [&](const Axis& a) { return a.name == name; });
    return found == axes.end() ? nullptr : &*found;
}

Index Value::extent(std::string_view name) const {
    const Axis* found = axis(name);
    return found ? found->size : 1;
}

bool same_value(const Value& a, const Value& b) {
    const auto same = [](const Numbers& x, const Numbers& y) {
        return x.shares_with(y) ||
               (x.size() == 1 && y.size() == 1 && std::memcmp(x.data(), y.data(), sizeof(double)) == 0);
    };
    return a.axes == b.axes && same(a.real, b.real) && same(a.imaginary, b.imaginary);
}

Value slice(const Value& value, std::string_view axis, Index index) {
    const Axis* fixed = value.axis(axis);
    if (!fixed)
        return value;
    if (index < 0 || index >= fixed->size)
        throw std::logic_error("slice: coordinate " + std::to_string(index) + " of axis " + fixed->name + " of " +
                               describe(value.axes));
    const AxisView view = view_along(value.axes, axis);
    const auto plane = [&](const Numbers& from) {
        if (from.empty())
            return Numbers();
        if (view.outer == 1)
            return from.part(static_cast<std::size_t>(index * view.inner), static_cast<std::size_t>(view.inner));
        Numbers rows = Numbers::room(static_cast<std::size_t>(view.outer * view.inner));
        double* to = rows.write();
        for_strips(view.outer, view.inner, [&](Range part) {
            for (Index o = part.begin; o < part.end; ++o)
                std::copy_n(from.data() + (o * view.extent + index) * view.inner, view.inner, to + o * view.inner);
        });
        return rows;
    };
    return {without_axis(value.axes, axis), plane(value.real), plane(value.imaginary)};
}

Value expand(const Value& value, const Axes& axes) {
    if (value.axes == axes)
        return value;
    for (const Axis& axis : value.axes)
        if (std::find(axes.begin(), axes.end(), axis) == axes.end())
            throw std::logic_error("expand: " + describe(value.axes) + " to " + describe(axes));
    if (element_count(value.axes) == element_count(axes))
        return {axes, value.real, value.imaginary}; // what it lacks has size 1
    Value result = Value::room(axes, value.is_complex());
    const LoopNest nest = loop_nest(axes, {&axes, &value.axes});
    const auto fill = [&](const Numbers& from, Numbers& into) {
        double* to = into.write();
        for_each_part(nest, {}, [&](const Offsets& offset, Index count) {
            double* out = to + offset[0];
            const double* in = from.data() + offset[1];
            if (nest.inner.stride[1] == 0)
                std::fill_n(out, count, *in);
            else
                std::copy_n(in, count, out);
        });
    };
    fill(value.real, result.real);
    if (value.is_complex())
        fill(value.imaginary, result.imaginary);
    return result;
}

} // namespace alphascope
