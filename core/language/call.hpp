#pragma once
// One call while an expression is evaluated: what the functions of every kind are given and return.

#include "core/language/functions.hpp"
#include "core/language/loop_nest.hpp"
#include "core/language/shapes.hpp"
#include "core/language/tree.hpp"

#include <optional>
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

/// One call as far as axes go: all that the rules of shapes need (core/language/shapes.hpp).
struct ShapedCall {
    const Node& node;
    std::string_view source;
    std::span<const Shape> shapes; ///< of the arguments
    const Environment& environment;

    Operation operation() const { return node.function->operation; }
    const Shape& shape(std::size_t k) const { return shapes[k]; }
    std::string quote(std::size_t k) const; ///< an argument as the user wrote it
    std::string quote() const;              ///< the call as the user wrote it
    std::string_view axis(std::size_t k) const {
        return k < node.axes.size() ? std::string_view(node.axes[k].name) : std::string_view("state");
    }
};

/// A call with the numbers of its arguments. The rules have been obeyed: its result has the axes they give.
struct Call : ShapedCall {
    std::span<Operand> arguments;
    const Shape& result;
    int& generator_calls; ///< of the whole expression so far
    const RunContext& run;

    const Value& argument(std::size_t k) const { return arguments[k].get(); }
};

/// Error about the call as a whole; the evaluator adds the place.
tl::unexpected<Error> call_error(std::string message);

/// Size of an axis by name: of the environment's axes, or time, state and head from its sizes; -1 when unknown.
Index known_size(const Environment& environment, std::string_view axis);

/// Refuses a result beyond memory_limit_bytes, before anything is allocated.
Result<void> check_memory(const Axes& axes, bool complex);

/// Union of the axes of all arguments but for one axis; an error names two values that do not fit and their axes.
Result<Axes> joint_axes(const ShapedCall& call, std::string_view except = {});
Result<Axes> joint_axes(const Axes& a, const std::string& a_text, const Axes& b, const std::string& b_text);

/// A number given by an argument: without axes, whole, real. Nothing where only data tell it.
Result<std::optional<Index>> whole_number(const ShapedCall& call, std::size_t argument);

/// The same argument repeated over time where it is the same at every position.
Axes with_time(const Axes& axes, const Environment& environment);

/// What a call gives, by the one set of rules of all functions. Nothing where it depends on numbers that only data
/// tell. Errors name the arguments and their axes.
Result<std::optional<Shape>> result_shape(const ShapedCall& call);
Result<std::optional<Shape>> rearranged_shape(const ShapedCall& call);
Result<std::optional<Shape>> shape_along_time(const ShapedCall& call);
Result<std::optional<Shape>> shape_of_matrices(const ShapedCall& call);
Result<std::optional<Shape>> shape_of_causal_read(const ShapedCall& call);

Result<Value> call_elementwise(Call& call);
Result<Value> call_along_axis(Call& call);
Result<Value> call_rearranging(Call& call);
Result<Value> call_along_time(Call& call);
Result<Value> call_of_matrices(Call& call);
Result<Value> call_causal_read(Call& call);
Result<Value> call_generator(Call& call);

} // namespace alphascope
