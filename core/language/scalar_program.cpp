#include "core/language/elementwise.hpp"
#include "core/language/names.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace alphascope {

constexpr Index block_size = 256; ///< elements at a time, so that the operands of a step stay in the nearest cache
constexpr std::size_t blocks_on_stack = 8;

/// A stack machine whose stack is laid out at compile time: every step reads up to three places and fills one block.
struct ScalarProgram::Code {
    struct Place {
        enum class Kind { constant, input, block } kind = Kind::constant;
        double constant = 0;
        std::size_t index = 0; ///< of the input or of the block
    };
    struct Step {
        Operation operation{};
        std::array<Place, 3> operands{};
        std::size_t to = 0; ///< block
    };
    std::vector<Step> steps;
    Place result; ///< what the last step fills, unless there are no steps
    std::size_t inputs = 0, blocks = 0;
};

namespace {

Result<double> constant_named(std::string_view source, const Node& node, const std::vector<std::string>& inputs,
                              const Environment* environment) {
    const bool known = environment || node.name == "pi";
    auto value = known ? built_in_number(node.name, environment ? *environment : Environment{}) : std::nullopt;
    if (environment)
        if (const auto found = environment->values.find(node.name); found != environment->values.end())
            value = found->second;
    if (value && value->axes.empty() && !value->is_complex())
        return value->real.front();
    if (value)
        return tl::unexpected(error_at(source, node.place, quoted(node.name) + " is no single real number here"));
    if (is_built_in(node.name))
        return tl::unexpected(error_at(source, node.place, quoted(node.name) + " is not known here"));
    std::vector<std::string> candidates = inputs;
    if (environment)
        for (const auto& [name, other] : environment->values)
            candidates.push_back(name);
    return tl::unexpected(unknown_name_error(source, node, candidates, false));
}

} // namespace

Result<ScalarProgram> ScalarProgram::compile(const Expression& expression, const std::vector<std::string>& inputs,
                                             const Environment* constants) {
    if (!expression.tree)
        return failure(ErrorCode::invalid_design, "expected an expression");
    using Place = Code::Place;
    auto code = std::make_shared<Code>();
    code->inputs = inputs.size();
    std::vector<Place> stack;
    for (const Node* node : post_order(*expression.tree)) {
        if (!node->function && node->name.empty()) {
            stack.push_back({Place::Kind::constant, node->number});
            continue;
        }
        if (!node->function) {
            if (const auto input = std::ranges::find(inputs, node->name); input != inputs.end()) {
                stack.push_back({Place::Kind::input, 0, static_cast<std::size_t>(input - inputs.begin())});
                continue;
            }
            const auto constant = constant_named(expression.text, *node, inputs, constants);
            if (!constant)
                return tl::unexpected(constant.error());
            stack.push_back({Place::Kind::constant, *constant});
            continue;
        }
        const FunctionInfo& function = *node->function;
        if (function.kind != FunctionKind::elementwise || function.operation == Operation::complex)
            return tl::unexpected(
                error_at(expression.text, node->place,
                         quoted(function.name) + " cannot be used here: one real number goes in, one comes out"));
        Code::Step step{function.operation};
        const auto first = stack.end() - std::ssize(node->arguments);
        std::copy(first, stack.end(), step.operands.begin());
        const bool foldable =
            std::all_of(first, stack.end(), [](const Place& place) { return place.kind == Place::Kind::constant; });
        stack.erase(first, stack.end());
        if (foldable) {
            std::array<BlockInput, 3> in;
            for (std::size_t k = 0; k < in.size(); ++k)
                in[k] = {&step.operands[k].constant, nullptr, 0};
            Place folded;
            apply_real(step.operation, in.data(), &folded.constant, 1);
            stack.push_back(folded);
            continue;
        }
        // Blocks are used like a stack: the result may take the place of the first block it is made from.
        step.to = static_cast<std::size_t>(
            std::ranges::count_if(stack, [](const Place& place) { return place.kind == Place::Kind::block; }));
        code->blocks = std::max(code->blocks, step.to + 1);
        code->steps.push_back(step);
        stack.push_back({Place::Kind::block, 0, step.to});
    }
    code->result = stack.back();
    ScalarProgram program;
    program.code_ = std::move(code);
    return program;
}

void ScalarProgram::run(std::span<const Input> inputs, double* out, Index count) const {
    using Place = Code::Place;
    const Code& code = *code_;
    assert(inputs.size() == code.inputs);
    double on_stack[blocks_on_stack * block_size];
    std::vector<double> on_heap(code.blocks > blocks_on_stack ? code.blocks * block_size : 0);
    double* const blocks = on_heap.empty() ? on_stack : on_heap.data();

    for (Index begin = 0; begin < count; begin += block_size) {
        const Index size = std::min(block_size, count - begin);
        const auto operand = [&](const Place& place) -> BlockInput {
            switch (place.kind) {
            case Place::Kind::constant: return {&place.constant, nullptr, 0};
            case Place::Kind::input: {
                const Input& input = inputs[place.index];
                return {input.data + begin * input.stride, nullptr, input.stride};
            }
            case Place::Kind::block: break;
            }
            return {blocks + place.index * block_size, nullptr, 1};
        };
        for (const Code::Step& step : code.steps) {
            const std::array<BlockInput, 3> in{operand(step.operands[0]), operand(step.operands[1]),
                                               operand(step.operands[2])};
            const bool last = &step == &code.steps.back();
            apply_real(step.operation, in.data(), last ? out + begin : blocks + step.to * block_size, size);
        }
        if (code.steps.empty()) {
            const BlockInput in = operand(code.result);
            for (Index e = 0; e < size; ++e)
                out[begin + e] = in.real[e * in.stride];
        }
    }
}

} // namespace alphascope
