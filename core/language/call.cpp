#include "core/language/call.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace alphascope {

static std::string part(std::string_view text, Span span) {
    return quoted(text.substr(static_cast<std::size_t>(span.offset), static_cast<std::size_t>(span.length)));
}

std::string ShapedCall::quote(std::size_t k) const {
    return part(source, node.arguments[k]->whole);
}
std::string ShapedCall::quote() const {
    return part(source, node.whole);
}

tl::unexpected<Error> call_error(std::string message) {
    return failure(ErrorCode::invalid_design, std::move(message));
}

Index known_size(const Environment& environment, std::string_view axis) {
    if (const auto found = environment.axis_sizes.find(axis); found != environment.axis_sizes.end())
        return found->second;
    return axis == "time"    ? environment.length
           : axis == "state" ? environment.state
           : axis == "head"  ? environment.heads
                             : -1;
}

Result<void> check_memory(const Axes& axes, bool complex) {
    const double bytes = static_cast<double>(element_count(axes)) * sizeof(double) * (complex ? 2 : 1);
    if (bytes <= static_cast<double>(memory_limit_bytes))
        return {};
    return call_error("the result would have axes " + describe(axes) + ", more than " +
                      std::to_string(memory_limit_bytes >> 30) + " GiB; make an axis smaller");
}

static std::string with_axes(const std::string& text, const Axes& axes) {
    return text + (axes.empty() ? " is " : " has axes ") + describe(axes);
}

Result<Axes> joint_axes(const Axes& a, const std::string& a_text, const Axes& b, const std::string& b_text) {
    auto all = union_of(a, b);
    if (all)
        return *std::move(all);
    const std::string& axis = all.error();
    const auto size = [&](const Axes& axes) { return std::to_string(view_along(axes, axis).extent); };
    return call_error(with_axes(a_text, a) + ", " + with_axes(b_text, b) + ": sizes of axis " + axis + " differ (" +
                      size(a) + " and " + size(b) + ")");
}

Result<Axes> joint_axes(const ShapedCall& call, std::string_view except) {
    Axes all;
    for (std::size_t k = 0; k < call.shapes.size(); ++k) {
        const Axes own = without_axis(call.shape(k).axes, except);
        auto more = union_of(all, own);
        for (std::size_t j = 0; !more && j < k; ++j) // some earlier one is the other half of the clash
            if (auto pair = joint_axes(without_axis(call.shape(j).axes, except), call.quote(j), own, call.quote(k));
                !pair)
                return pair;
        all = *std::move(more);
    }
    return all;
}

Result<std::optional<Index>> whole_number(const ShapedCall& call, std::size_t argument) {
    const Shape& shape = call.shape(argument);
    const std::string name = quoted(call.node.function->name);
    if (!shape.axes.empty() || shape.complex)
        return call_error(name + " needs a single number, but " + with_axes(call.quote(argument), shape.axes));
    if (!shape.number)
        return std::nullopt;
    const double number = *shape.number;
    if (!(std::abs(number) <= 0x1p53) || number != std::floor(number)) {
        char text[32];
        std::snprintf(text, sizeof text, "%.6g", number);
        return call_error(name + " needs a whole number, but " + call.quote(argument) + " is " + text);
    }
    return static_cast<Index>(number);
}

Axes with_time(const Axes& axes, const Environment& environment) {
    const bool has = std::any_of(axes.begin(), axes.end(), [](const Axis& axis) { return axis.name == "time"; });
    return has ? axes : with_axis(axes, {"time", environment.length});
}

} // namespace alphascope
