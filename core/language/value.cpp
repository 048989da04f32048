#include "core/language/value.hpp"

#include "core/language/loop_nest.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>

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
    return {std::move(axes), std::vector<double>(count), {}};
}

const Axis* Value::axis(std::string_view name) const {
    const auto found = std::find_if(axes.begin(), axes.end(), [&](const Axis& a) { return a.name == name; });
    return found == axes.end() ? nullptr : &*found;
}

Index Value::extent(std::string_view name) const {
    const Axis* found = axis(name);
    return found ? found->size : 1;
}

Value slice(const Value& value, std::string_view axis, Index index) {
    const Axis* fixed = value.axis(axis);
    if (!fixed)
        return value;
    assert(index >= 0 && index < fixed->size);
    const AxisView view = view_along(value.axes, axis);
    const auto plane = [&](const std::vector<double>& from) {
        std::vector<double> to;
        to.reserve(static_cast<std::size_t>(from.empty() ? 0 : view.outer * view.inner));
        for (Index o = 0; o < view.outer && !from.empty(); ++o) {
            const double* row = from.data() + (o * view.extent + index) * view.inner;
            to.insert(to.end(), row, row + view.inner);
        }
        return to;
    };
    return {without_axis(value.axes, axis), plane(value.real), plane(value.imaginary)};
}

Value expand(const Value& value, const Axes& axes) {
    if (value.axes == axes)
        return value;
    Value result = Value::zeros(axes);
    const LoopNest nest = loop_nest(axes, {&axes, &value.axes});
    const auto fill = [&](const std::vector<double>& from, std::vector<double>& to) {
        for_each_run(nest, [&](const Offsets& offset) {
            double* out = to.data() + offset[0];
            const double* in = from.data() + offset[1];
            if (nest.inner.stride[1] == 0)
                std::fill_n(out, nest.inner.size, *in);
            else
                std::copy_n(in, nest.inner.size, out);
        });
    };
    fill(value.real, result.real);
    if (value.is_complex()) {
        result.imaginary.resize(result.real.size());
        fill(value.imaginary, result.imaginary);
    }
    return result;
}

} // namespace alphascope
