#pragma once
// Every function and operator of the language in one table. Parser, evaluator, help and completion read it; a new
// function is a row here, an Operation, and one case where its kind is evaluated.

#include "core/language/expression.hpp"

#include <span>
#include <string_view>

namespace alphascope {

// clang-format off
enum class Operation {
    // elementwise
    add, subtract, multiply, divide, power, negate, less, less_equal, greater, greater_equal, equal, not_equal,
    exp, log, log2, expm1, log1p, sqrt, abs, floor, sign, tanh, sin, cos,
    sigmoid, logsigmoid, softplus, relu, silu, elu, elu1, min, max, clamp, where,
    complex, re, im, arg, conj,
    // along an axis
    sum, mean, maximum, minimum, norm, unit, dot, contract, softmax,
    // rearranging
    concat, roll, slice, even, odd, index, size, rename, outer, split, merge,
    // along time
    shift, cumsum, cumprod, cummax, logcumsumexp, scan, scan_max, convolve, max_over_time, sum_over_time, mean_over_time,
    // of matrices
    transpose, tril, block, matmul, matrix_power, inverse, solve,
    // causal reads
    mesa_read, slot_read,
    // generators
    normal, uniform,
};
// clang-format on

enum class FunctionKind { elementwise, along_axis, rearranging, along_time, of_matrices, causal_read, generator };
struct FunctionKindInfo {
    FunctionKind kind;
    std::string_view title, help;
};
std::span<const FunctionKindInfo> function_kind_table(); ///< in the order of the enumeration

struct FunctionInfo {
    Operation operation;
    std::string_view name, signature;
    FunctionKind kind;
    struct Arity {
        int minimum, maximum;
    } values, axes;    ///< the names of axes come after the values; at most one of the two varies
    bool complex;      ///< takes complex numbers
    TimeUse time;      ///< with axis time among its axes it is global, except index and size
    unsigned new_axes; ///< bit k: axis name k is made by the function, it need not exist
    std::string_view help;
};
inline constexpr int any_number = 4096; ///< more than a text can hold

std::span<const FunctionInfo> function_table();
const FunctionInfo*
find_function(std::string_view name); ///< by name or operator ("+"); the minus sign of one operand is "-x"
bool is_operator(const FunctionInfo& function);

/// "1 argument", "2 or 3 arguments", "at least 1 argument".
std::string describe_arity(const FunctionInfo& function);

/// Names of axis_table(): axes that need no declaration.
std::span<const std::string_view> standard_axes();

} // namespace alphascope
