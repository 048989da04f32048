#pragma once
// One call while an expression is evaluated: what the functions of every kind are given and return.

#include "core/language/functions.hpp"
#include "core/language/loop_nest.hpp"
#include "core/language/tree.hpp"

#include <span>
#include <string>

namespace alphascope {

/// A value on the way: a temporary, whose memory the next operation may take over, or one of the environment's.
struct Operand {
    Value temporary;
    const Value* borrowed = nullptr;
    const Value& get() const { return borrowed ? *borrowed : temporary; }
    Value take() && { return borrowed ? *borrowed : std::move(temporary); }
};

struct Call {
    const Node& node;
    std::string_view source;
    std::span<Operand> arguments;
    const Environment& environment;
    int& generator_calls; ///< of the whole expression so far
    const RunContext& run;

    Operation operation() const { return node.function->operation; }
    const Value& argument(std::size_t k) const { return arguments[k].get(); }
    std::string quote(std::size_t k) const; ///< an argument as the user wrote it
    std::string quote() const;              ///< the call as the user wrote it
    std::string_view axis(std::size_t k) const {
        return k < node.axes.size() ? std::string_view(node.axes[k].name) : std::string_view("state");
    }
};

/// Error about the call as a whole; the evaluator adds the place.
tl::unexpected<Error> call_error(std::string message);

/// Size of an axis by name: of the environment's axes, or time, state and head from its sizes; -1 when unknown.
Index known_size(const Environment& environment, std::string_view axis);

/// Refuses a result beyond memory_limit_bytes, before anything is allocated.
Result<void> check_memory(const Axes& axes, bool complex);

/// Union of the axes of all arguments but for one axis; an error names two values that do not fit and their axes.
Result<Axes> joint_axes(const Call& call, std::string_view except = {});
Result<Axes> joint_axes(const Axes& a, const std::string& a_text, const Axes& b, const std::string& b_text);

/// A number given by an argument: without axes, whole, real.
Result<Index> whole_number(const Call& call, std::size_t argument);

Result<Value> call_elementwise(Call& call);
Result<Value> call_along_axis(Call& call);
Result<Value> call_rearranging(Call& call);
Result<Value> call_along_time(Call& call);
Result<Value> call_of_matrices(Call& call);
Result<Value> call_causal_read(Call& call);
Result<Value> call_generator(Call& call);

} // namespace alphascope
