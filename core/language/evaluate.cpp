#include "core/language/call.hpp"
#include "core/language/elementwise.hpp"
#include "core/language/names.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace alphascope {

static Result<Operand> value_of_name(std::string_view source, const Node& node, const Environment& environment) {
    if (const auto found = environment.values.find(node.name); found != environment.values.end())
        return Operand{{}, &found->second};
    const bool long_array = node.name == "position" || node.name == "head";
    if (const Axes axes{{node.name, std::max(environment.length, known_size(environment, "head"))}}; long_array)
        if (auto fits = check_memory(axes, false); !fits)
            return tl::unexpected(fits.error());
    if (auto number = built_in_number(node.name, environment))
        return Operand{*std::move(number)};
    std::vector<std::string> known;
    for (const auto& [name, value] : environment.values)
        known.push_back(name);
    return tl::unexpected(unknown_name_error(source, node, known, known_size(environment, node.name) >= 0));
}

static Result<Value> dispatch(Call& call) {
    switch (call.node.function->kind) {
    case FunctionKind::elementwise: return call_elementwise(call);
    case FunctionKind::along_axis: return call_along_axis(call);
    case FunctionKind::rearranging: return call_rearranging(call);
    case FunctionKind::along_time: return call_along_time(call);
    case FunctionKind::of_matrices: return call_of_matrices(call);
    case FunctionKind::causal_read: return call_causal_read(call);
    case FunctionKind::generator: return call_generator(call);
    }
    assert(false);
    return Value{};
}

Result<Value> call_elementwise(Call& call) {
    const Axes* const axes = &call.result.axes;
    const bool complex_result = call.result.complex;
    const bool complex = call.operation() == Operation::complex ||
                         std::any_of(call.arguments.begin(), call.arguments.end(),
                                     [](const Operand& argument) { return argument.get().is_complex(); });

    std::array<BlockInput, max_arrays - 1> base{};
    std::vector<const Axes*> arrays{&*axes};
    std::vector<Axes> argument_axes; // outlive a temporary that is taken over
    for (const Operand& argument : call.arguments)
        argument_axes.push_back(argument.get().axes);
    for (std::size_t k = 0; k < call.arguments.size(); ++k) {
        const Value& value = call.argument(k);
        base[k] = {value.real.data(), value.is_complex() ? value.imaginary.data() : nullptr, 0};
        arrays.push_back(&argument_axes[k]);
    }
    const LoopNest nest = loop_nest(*axes, arrays);

    Value result; // in the memory of a temporary of the same shape where there is one
    for (Operand& argument : call.arguments)
        if (result.real.empty() && !argument.borrowed && !argument.temporary.real.is_shared() &&
            argument.temporary.axes == *axes && argument.temporary.is_complex() == complex)
            result = std::move(argument.temporary);
    if (result.real.empty())
        result = Value::room(*axes, complex_result);
    else if (complex_result && result.imaginary.empty())
        result.imaginary = Numbers::room(result.real.size());

    double* const real = result.real.write();
    double* const imaginary = complex_result ? result.imaginary.write() : nullptr;
    for_each_part(nest, call.run, [&](const Offsets& offset, Index count) {
        auto in = base;
        for (std::size_t k = 0; k < call.arguments.size(); ++k) {
            in[k].real += offset[k + 1];
            in[k].imaginary += in[k].imaginary ? offset[k + 1] : 0;
            in[k].stride = nest.inner.stride[k + 1];
        }
        if (complex)
            apply_complex(call.operation(), in.data(), real + offset[0], imaginary ? imaginary + offset[0] : nullptr,
                          count);
        else
            apply_real(call.operation(), in.data(), real + offset[0], count);
    });
    if (!complex_result)
        result.imaginary = {};
    return result;
}

Result<Value> evaluate(const Expression& expression, const Environment& environment, const RunContext& run) {
    if (!expression.tree)
        return failure(ErrorCode::invalid_design, "expected an expression");
    std::vector<Operand> stack;
    int generator_calls = 0;
    for (const Node* node : post_order(*expression.tree)) {
        if (!node->function && node->name.empty()) {
            stack.push_back({Value::number(node->number)});
            continue;
        }
        if (!node->function) {
            auto value = value_of_name(expression.text, *node, environment);
            if (!value)
                return tl::unexpected(value.error());
            stack.push_back(*std::move(value));
            continue;
        }
        const std::size_t first = stack.size() - node->arguments.size();
        const std::span<Operand> arguments = std::span(stack).subspan(first);
        std::vector<Shape> shapes;
        for (const Operand& argument : arguments)
            shapes.push_back(shape_of(argument.get()));
        const ShapedCall shaped{*node, expression.text, shapes, environment};
        auto result = result_shape(shaped).and_then([&](const std::optional<Shape>& shape) {
            Call call{shaped, arguments, *shape, generator_calls, run}; // numbers are here, so the shape is known
            return dispatch(call);
        });
        if (!result && result.error().offset < 0)
            return tl::unexpected(error_at(expression.text, node->place, result.error().message));
        if (!result)
            return result;
        if (run.cancelled())
            return failure(ErrorCode::cancelled, "stopped");
        stack.resize(first);
        stack.push_back({*std::move(result)});
    }
    return std::move(stack.back()).take();
}

} // namespace alphascope
