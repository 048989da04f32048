#pragma once
// An expression of the design language: source text and its tree. Evaluated only by realise() and by scenes.

#include "core/base/error.hpp"
#include "core/base/run_context.hpp"
#include "core/language/value.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alphascope {

struct Node; // core/language/tree.hpp

/// What the user wrote, parsed. Equal when the texts are.
struct Expression {
    std::string text;
    std::shared_ptr<const Node> tree;
    bool operator==(const Expression& other) const { return text == other.text; }
};

/// Parses one expression. Errors carry offset and length of the wrong characters and say what would be right.
/// Bounded: 4096 characters, nesting depth 64.
Result<Expression> parse_expression(std::string_view text);

/// Which positions of time a result may depend on.
enum class TimeUse {
    local,  ///< row i depends on token i alone
    causal, ///< on tokens up to i (shift, cumsum, cummax, logcumsumexp, scan, ...)
    global, ///< on all tokens (max_over_time, or any reduction along time); the design is badged "not causal"
};
TimeUse time_use(const Expression& expression);

/// Names an expression reads that are not functions, axes or built-in numbers.
std::set<std::string> names_read(const Expression& expression);

/// Built-in numbers an expression reads: those of L, n, dim, heads, head, position that occur in it.
std::set<std::string> built_in_numbers_read(const Expression& expression);

/// Built-in numbers (L n dim heads head position pi), function names and reserved words (score, row_sum, row_abs_sum,
/// row_max): a design may not declare these. `axis` names are a separate name space.
bool is_reserved_name(std::string_view name);

/// What an expression is evaluated in. Values are looked up in `values`; built-in numbers come from the sizes.
/// `head` is 0, 1, ... over axis head when `axis_sizes` has that axis, else 0; `position` is 0, 1, ... over axis time.
struct Environment {
    Index length = 0, state = 0, heads = 1;
    Index dim = 0; ///< size of the realised state (features, delay and shear included); 0: the same as `state`
    std::map<std::string, Index, std::less<>>
        axis_sizes; ///< every axis known, own axes included; for index(axis), zeros
    std::map<std::string, Value, std::less<>> values;

    /// Source of standard normal numbers for normal() and uniform(); set in defaults only. `axes` are those of the
    /// signal being made, `call` counts the generator calls of that default from 0.
    std::function<Value(const Axes& axes, int call)> standard_normal;
    Axes generator_axes;
};

/// Evaluates a whole array at once. Pure: equal inputs give equal bits, with any number of threads. Errors: cancelled,
/// unknown name (with a suggestion), axes that do not match (naming both values and their axes), a generator outside a
/// default, a result of more than `memory_limit_bytes`. Divisions by zero and the like give inf and nan as in IEEE
/// arithmetic.
Result<Value> evaluate(const Expression& expression, const Environment& environment, const RunContext& run = {});
inline constexpr std::size_t memory_limit_bytes = std::size_t{4} << 30;

/// Divided by its norm along an axis, or by 1e-12 where that is larger: the function unit().
Value unit_along(Value x, std::string_view axis, const RunContext& run = {});

/// An expression compiled to run on blocks of numbers: φ of a score, or η of row statistics. Inputs are named at
/// compile time; everything else must be elementwise. Thread-safe to run.
class ScalarProgram {
public:
    /// @param inputs names that vary; input k is passed as the k-th array of run().
    /// @param constants where given, every other name is looked up there and must be a single real number; without it
    ///                  only `pi` is known. Errors as evaluate(), and what is not elementwise or not real.
    static Result<ScalarProgram> compile(const Expression& expression, const std::vector<std::string>& inputs,
                                         const Environment* constants = nullptr);

    /// out[e] = f(inputs[0][e or 0], ...) for e < count. An input pointer with stride 0 is one number for all e.
    struct Input {
        const double* data;
        Index stride; ///< 1 or 0
    };
    void run(std::span<const Input> inputs, double* out, Index count) const;

private:
    struct Code; // core/language/scalar_program.cpp
    std::shared_ptr<const Code> code_;
};

/// The error evaluate() would give for the first name that is neither built in nor in `known`, with a suggestion from
/// them; nothing when all are. Needs no values, so a design can be checked without data.
std::optional<Error> unknown_name(const Expression& expression, const std::set<std::string>& known);

/// Names of the built-in numbers: L, n, dim, heads, head, position, pi.
std::vector<std::string> built_in_names();

/// One entry of the function table, as help and completion show it.
struct FunctionHelp {
    std::string name, signature, help;
};
std::vector<FunctionHelp> function_help();

} // namespace alphascope
