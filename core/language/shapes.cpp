#include "core/language/shapes.hpp"

#include "core/language/call.hpp"
#include "core/language/elementwise.hpp"
#include "core/language/names.hpp"

#include <algorithm>
#include <array>

namespace alphascope {

double Shape::bytes() const {
    return static_cast<double>(element_count(axes)) * sizeof(double) * (complex ? 2 : 1);
}

Shape shape_of(const Value& value) {
    Shape shape{value.axes, value.is_complex(), {}};
    if (value.axes.empty() && !shape.complex && !value.real.empty())
        shape.number = value.real.front();
    return shape;
}

namespace {

using MaybeShape = std::optional<Shape>;

bool any_complex(const ShapedCall& call) {
    return std::any_of(call.shapes.begin(), call.shapes.end(), [](const Shape& shape) { return shape.complex; });
}

/// An axis that a function reads must exist somewhere; a value without it counts as size 1 along it.
Result<void> check_axis_names(const ShapedCall& call) {
    for (std::size_t k = 0; k < call.node.axes.size(); ++k) {
        const Node::AxisName& axis = call.node.axes[k];
        if (call.node.function->new_axes >> k & 1)
            continue;
        std::vector<std::string> known(standard_axes().begin(), standard_axes().end());
        for (const auto& [name, size] : call.environment.axis_sizes)
            known.push_back(name);
        for (const Shape& shape : call.shapes)
            for (const Axis& own : shape.axes)
                known.push_back(own.name);
        if (std::find(known.begin(), known.end(), axis.name) == known.end())
            return tl::unexpected(
                error_at(call.source, axis.place, "unknown axis " + quoted(axis.name), name_advice(axis.name, known)));
    }
    return {};
}

Result<MaybeShape> elementwise_shape(const ShapedCall& call) {
    const bool complex = any_complex(call) || call.operation() == Operation::complex;
    return joint_axes(call).map([&](Axes axes) -> MaybeShape {
        return Shape{std::move(axes), complex && !gives_real(call.operation()), {}};
    });
}

Result<MaybeShape> shape_along_axis(const ShapedCall& call) {
    const std::string_view axis = call.axis(0);
    std::vector<Shape> shapes(call.shapes.begin(), call.shapes.end());
    if (axis == "time") // what has no axis time is the same at every position, so it counts once per position
        shapes[0].axes = with_time(shapes[0].axes, call.environment);
    if (auto fits = check_memory(shapes[0].axes, shapes[0].complex); !fits)
        return tl::unexpected(fits.error());
    switch (call.operation()) {
    case Operation::dot:
    case Operation::contract: {
        const bool complex = any_complex(call);
        const auto axes = joint_axes(ShapedCall{call.node, call.source, shapes, call.environment});
        if (!axes)
            return tl::unexpected(axes.error());
        if (auto fits = check_memory(*axes, complex); !fits) // products take as long as if they were kept
            return tl::unexpected(fits.error());
        return Shape{without_axis(*axes, axis), complex, {}};
    }
    case Operation::unit:
    case Operation::softmax: return Shape{shapes[0].axes, shapes[0].complex, {}};
    default:
        return Shape{without_axis(shapes[0].axes, axis), shapes[0].complex && call.operation() != Operation::norm, {}};
    }
}

Result<MaybeShape> generated_shape(const ShapedCall& call) {
    if (!call.environment.standard_normal)
        return call_error(quoted(call.node.function->name) +
                          " makes random numbers, which only the default of a signal may do");
    const auto parameters = joint_axes(call);
    if (!parameters)
        return tl::unexpected(parameters.error());
    const Axes& wanted = call.environment.generator_axes;
    if (auto fits = check_memory(wanted, false); !fits)
        return tl::unexpected(fits.error());
    return joint_axes(*parameters, "what " + call.quote() + " reads", wanted, "the signal")
        .map([](Axes axes) -> MaybeShape {
            return Shape{std::move(axes), false, {}};
        });
}

Result<MaybeShape> shape_by_kind(const ShapedCall& call) {
    switch (call.node.function->kind) {
    case FunctionKind::elementwise: return elementwise_shape(call);
    case FunctionKind::along_axis: return shape_along_axis(call);
    case FunctionKind::rearranging: return rearranged_shape(call);
    case FunctionKind::along_time: return shape_along_time(call);
    case FunctionKind::of_matrices: return shape_of_matrices(call);
    case FunctionKind::causal_read: return shape_of_causal_read(call);
    case FunctionKind::generator: break;
    }
    return generated_shape(call);
}

/// The number of a call whose arguments are known single numbers.
std::optional<double> number_of(const ShapedCall& call, const Shape& shape) {
    if (!shape.axes.empty() || shape.complex)
        return std::nullopt;
    if (call.operation() == Operation::size)
        return static_cast<double>(known_size(call.environment, call.axis(0)));
    if (call.node.function->kind != FunctionKind::elementwise || any_complex(call))
        return std::nullopt;
    std::array<double, max_arrays> numbers{};
    std::array<BlockInput, max_arrays> in{};
    for (std::size_t k = 0; k < call.shapes.size(); ++k) {
        if (!call.shape(k).number)
            return std::nullopt;
        numbers[k] = *call.shape(k).number;
        in[k] = {&numbers[k], nullptr, 0};
    }
    double result = 0;
    apply_real(call.operation(), in.data(), &result, 1);
    return result;
}

/// Functions of matrices, reads, convolutions and scans lay out alike those of their arguments that lack an axis.
double laid_out(const ShapedCall& call, const Shape& result) {
    const FunctionKind kind = call.node.function->kind;
    const bool vectors = kind == FunctionKind::of_matrices || kind == FunctionKind::causal_read;
    const bool over_time = call.operation() == Operation::convolve || call.operation() == Operation::scan ||
                           call.operation() == Operation::scan_max;
    if (!vectors && !over_time)
        return 0;
    double bytes = 0;
    for (const Shape& shape : call.shapes) {
        Axes axes = result.axes;
        for (const char* own : {"state", "from", "slot"})
            if (vectors) {
                axes = without_axis(axes, own);
                for (const Axis& axis : shape.axes)
                    if (axis.name == own)
                        axes = with_axis(axes, axis);
            }
        bytes += axes == shape.axes ? 0 : Shape{axes, shape.complex, {}}.bytes();
    }
    return bytes;
}

Result<MaybeShape> shape_of_name(const Node& node, std::string_view source, const Environment& sizes,
                                 const Shapes& values) {
    if (const auto found = values.find(node.name); found != values.end())
        return found->second;
    if (node.name == "position")
        return Shape{{{"time", sizes.length}}, false, {}};
    if (const auto heads = sizes.axis_sizes.find("head"); node.name == "head" && heads != sizes.axis_sizes.end())
        return Shape{{{"head", heads->second}}, false, {}};
    if (const auto number = built_in_number(node.name, sizes))
        return shape_of(*number);
    std::vector<std::string> known;
    for (const auto& [name, shape] : values)
        known.push_back(name);
    return tl::unexpected(unknown_name_error(source, node, known, known_size(sizes, node.name) >= 0));
}

} // namespace

Result<std::optional<Shape>> result_shape(const ShapedCall& call) {
    if (auto known = check_axis_names(call); !known)
        return tl::unexpected(known.error());
    if (!call.node.function->complex)
        for (std::size_t k = 0; k < call.shapes.size(); ++k)
            if (call.shape(k).complex)
                return call_error(quoted(call.node.function->name) + " takes real numbers, but " + call.quote(k) +
                                  " is complex; use re, im, abs or arg of it");
    auto shape = shape_by_kind(call);
    if (shape && *shape)
        if (auto fits = check_memory((*shape)->axes, (*shape)->complex); !fits)
            return tl::unexpected(fits.error());
    return shape;
}

Result<Sized> sized(const Expression& expression, const Environment& sizes, const Shapes& values) {
    if (!expression.tree)
        return failure(ErrorCode::invalid_design, "expected an expression");
    struct Part {
        Shape shape;
        double bytes; ///< 0 of a named value: it is there already
    };
    std::vector<Part> stack;
    double most = 0, now = 0;
    for (const Node* node : post_order(*expression.tree)) {
        if (!node->function) {
            const auto shape = node->name.empty() ? Result<MaybeShape>(Shape{{}, false, node->number})
                                                  : shape_of_name(*node, expression.text, sizes, values);
            if (!shape)
                return tl::unexpected(shape.error());
            if (!*shape)
                return Sized{std::nullopt, most};
            const bool made = !node->name.empty() && !values.contains(node->name);
            stack.push_back({**shape, made ? (*shape)->bytes() : 0});
            now += stack.back().bytes;
            most = std::max(most, now);
            continue;
        }
        const std::size_t first = stack.size() - node->arguments.size();
        std::vector<Shape> shapes;
        for (std::size_t k = first; k < stack.size(); ++k)
            shapes.push_back(stack[k].shape);
        const ShapedCall call{*node, expression.text, shapes, sizes};
        auto shape = result_shape(call);
        if (!shape)
            return tl::unexpected(shape.error().offset < 0
                                      ? error_at(expression.text, node->place, shape.error().message)
                                      : shape.error());
        if (!*shape)
            return Sized{std::nullopt, most};
        (*shape)->number = number_of(call, **shape);
        // A temporary of the same shape is written over.
        const bool in_place = node->function->kind == FunctionKind::elementwise &&
                              std::any_of(stack.begin() + static_cast<std::ptrdiff_t>(first), stack.end(),
                                          [&](const Part& part) { return part.bytes == (*shape)->bytes(); });
        const double bytes = (*shape)->bytes();
        most = std::max(most, now + (in_place ? 0 : bytes) + laid_out(call, **shape));
        for (; stack.size() > first; stack.pop_back())
            now -= stack.back().bytes;
        stack.push_back({*std::move(*shape), bytes});
        now += bytes;
    }
    return Sized{std::move(stack.back().shape), most};
}

} // namespace alphascope
