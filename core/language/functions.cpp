#include "core/language/functions.hpp"

#include "core/language/names.hpp"

#include <algorithm>
#include <array>

namespace alphascope {

using Op = Operation;
static constexpr auto elementwise = FunctionKind::elementwise;
static constexpr auto along_axis = FunctionKind::along_axis;
static constexpr auto rearranging = FunctionKind::rearranging;
static constexpr auto along_time = FunctionKind::along_time;
static constexpr auto of_matrices = FunctionKind::of_matrices;
static constexpr auto causal_read = FunctionKind::causal_read;
static constexpr auto generator = FunctionKind::generator;
static constexpr auto local = TimeUse::local;
static constexpr auto causal = TimeUse::causal;
static constexpr auto global = TimeUse::global;
using Arity = FunctionInfo::Arity;
static constexpr Arity none{0, 0}, one{1, 1}, two{2, 2}, three{3, 3}, optional{0, 1};

// clang-format off
static constexpr std::array table{
    // operation           name              signature                      kind         values axes     complex time new help
    FunctionInfo{Op::add,           "+",              "a + b",                     elementwise, two,   none,     true,  local, 0, "sum"},
    FunctionInfo{Op::subtract,      "-",              "a - b",                     elementwise, two,   none,     true,  local, 0, "difference"},
    FunctionInfo{Op::multiply,      "*",              "a * b",                     elementwise, two,   none,     true,  local, 0, "product"},
    FunctionInfo{Op::divide,        "/",              "a / b",                     elementwise, two,   none,     true,  local, 0, "quotient"},
    FunctionInfo{Op::power,         "^",              "a ^ b",                     elementwise, two,   none,     true,  local, 0, "a to the power b; 2^3^2 is 2^9, -2^2 is -4"},
    FunctionInfo{Op::negate,        "-x",             "-x",                        elementwise, one,   none,     true,  local, 0, "the negative"},
    FunctionInfo{Op::less,          "<",              "a < b",                     elementwise, two,   none,     false, local, 0, "1 where true, else 0"},
    FunctionInfo{Op::less_equal,    "<=",             "a <= b",                    elementwise, two,   none,     false, local, 0, "1 where true, else 0"},
    FunctionInfo{Op::greater,       ">",              "a > b",                     elementwise, two,   none,     false, local, 0, "1 where true, else 0"},
    FunctionInfo{Op::greater_equal, ">=",             "a >= b",                    elementwise, two,   none,     false, local, 0, "1 where true, else 0"},
    FunctionInfo{Op::equal,         "==",             "a == b",                    elementwise, two,   none,     true,  local, 0, "1 where true, else 0"},
    FunctionInfo{Op::not_equal,     "!=",             "a != b",                    elementwise, two,   none,     true,  local, 0, "1 where true, else 0"},
    FunctionInfo{Op::exp,           "exp",            "exp(x)",                    elementwise, one,   none,     true,  local, 0, "e to the power x"},
    FunctionInfo{Op::log,           "log",            "log(x)",                    elementwise, one,   none,     true,  local, 0, "natural logarithm"},
    FunctionInfo{Op::log2,          "log2",           "log2(x)",                   elementwise, one,   none,     false, local, 0, "logarithm to base 2"},
    FunctionInfo{Op::expm1,         "expm1",          "expm1(x)",                  elementwise, one,   none,     true,  local, 0, "exp(x) - 1 without cancellation"},
    FunctionInfo{Op::log1p,         "log1p",          "log1p(x)",                  elementwise, one,   none,     false, local, 0, "log(1 + x) without cancellation"},
    FunctionInfo{Op::sqrt,          "sqrt",           "sqrt(x)",                   elementwise, one,   none,     true,  local, 0, "square root"},
    FunctionInfo{Op::abs,           "abs",            "abs(x)",                    elementwise, one,   none,     true,  local, 0, "absolute value; modulus of a complex number"},
    FunctionInfo{Op::floor,         "floor",          "floor(x)",                  elementwise, one,   none,     false, local, 0, "largest whole number that is not above x"},
    FunctionInfo{Op::sign,          "sign",           "sign(x)",                   elementwise, one,   none,     false, local, 0, "-1, 0 or 1"},
    FunctionInfo{Op::tanh,          "tanh",           "tanh(x)",                   elementwise, one,   none,     false, local, 0, "hyperbolic tangent"},
    FunctionInfo{Op::sin,           "sin",            "sin(x)",                    elementwise, one,   none,     false, local, 0, "sine of an angle in radians"},
    FunctionInfo{Op::cos,           "cos",            "cos(x)",                    elementwise, one,   none,     false, local, 0, "cosine of an angle in radians"},
    FunctionInfo{Op::sigmoid,       "sigmoid",        "sigmoid(x)",                elementwise, one,   none,     false, local, 0, "1 / (1 + exp(-x))"},
    FunctionInfo{Op::logsigmoid,    "logsigmoid",     "logsigmoid(x)",             elementwise, one,   none,     false, local, 0, "log(sigmoid(x)), stable for large |x|"},
    FunctionInfo{Op::softplus,      "softplus",       "softplus(x)",               elementwise, one,   none,     false, local, 0, "log(1 + exp(x)), stable for large |x|"},
    FunctionInfo{Op::relu,          "relu",           "relu(x)",                   elementwise, one,   none,     false, local, 0, "x where positive, else 0"},
    FunctionInfo{Op::silu,          "silu",           "silu(x)",                   elementwise, one,   none,     false, local, 0, "x sigmoid(x)"},
    FunctionInfo{Op::elu,           "elu",            "elu(x)",                    elementwise, one,   none,     false, local, 0, "x where positive, else exp(x) - 1"},
    FunctionInfo{Op::elu1,          "elu1",           "elu1(x)",                   elementwise, one,   none,     false, local, 0, "elu(x) + 1 without cancellation: x + 1 where positive, else exp(x)"},
    FunctionInfo{Op::min,           "min",            "min(a, b)",                 elementwise, two,   none,     false, local, 0, "the smaller of the two, element by element; along an axis: minimum"},
    FunctionInfo{Op::max,           "max",            "max(a, b)",                 elementwise, two,   none,     false, local, 0, "the larger of the two, element by element; along an axis: maximum"},
    FunctionInfo{Op::clamp,         "clamp",          "clamp(x, low, high)",       elementwise, three, none,     false, local, 0, "x brought into [low, high]"},
    FunctionInfo{Op::where,         "where",          "where(condition, a, b)",    elementwise, three, none,     true,  local, 0, "a where the condition is not 0, else b"},
    FunctionInfo{Op::complex,       "complex",        "complex(re, im)",           elementwise, two,   none,     false, local, 0, "the complex number re + i im"},
    FunctionInfo{Op::re,            "re",             "re(z)",                     elementwise, one,   none,     true,  local, 0, "real part"},
    FunctionInfo{Op::im,            "im",             "im(z)",                     elementwise, one,   none,     true,  local, 0, "imaginary part"},
    FunctionInfo{Op::arg,           "arg",            "arg(z)",                    elementwise, one,   none,     true,  local, 0, "angle in (-pi, pi]"},
    FunctionInfo{Op::conj,          "conj",           "conj(z)",                   elementwise, one,   none,     true,  local, 0, "complex conjugate"},

    FunctionInfo{Op::sum,           "sum",            "sum(x, axis)",              along_axis,  one,   optional, true,  local, 0, "sum along an axis (default state)"},
    FunctionInfo{Op::mean,          "mean",           "mean(x, axis)",             along_axis,  one,   optional, true,  local, 0, "mean along an axis (default state)"},
    FunctionInfo{Op::maximum,       "maximum",        "maximum(x, axis)",          along_axis,  one,   optional, false, local, 0, "largest number along an axis (default state)"},
    FunctionInfo{Op::minimum,       "minimum",        "minimum(x, axis)",          along_axis,  one,   optional, false, local, 0, "smallest number along an axis (default state)"},
    FunctionInfo{Op::norm,          "norm",           "norm(x, axis)",             along_axis,  one,   optional, true,  local, 0, "Euclidean length along an axis (default state)"},
    FunctionInfo{Op::unit,          "unit",           "unit(x, axis)",             along_axis,  one,   optional, true,  local, 0, "x / max(norm(x), 1e-12) along an axis (default state)"},
    FunctionInfo{Op::dot,           "dot",            "dot(a, b, axis)",           along_axis,  two,   optional, true,  local, 0, "sum of a b along an axis (default state), without conjugation"},
    FunctionInfo{Op::contract,      "contract",       "contract(a, b, axis)",      along_axis,  two,   optional, true,  local, 0, "the same as dot, for matrices: sum of a b over an axis (default state)"},
    FunctionInfo{Op::softmax,       "softmax",        "softmax(x, axis)",          along_axis,  one,   optional, false, local, 0, "exp(x) / sum of exp(x) along an axis (default state)"},

    FunctionInfo{Op::concat,        "concat",         "concat(a, b, ...)",         rearranging, {1, any_number}, none, true, local, 0, "one after the other along state; a part without axis state is one coordinate"},
    FunctionInfo{Op::roll,          "roll",           "roll(x, steps, axis)",      rearranging, two,   optional, true,  local, 0, "moved on by steps along an axis (default state), the end comes to the front"},
    FunctionInfo{Op::slice,         "slice",          "slice(x, begin, end, axis)", rearranging, three, optional, true, local, 0, "coordinates begin, ..., end - 1 of an axis (default state), counted from 0"},
    FunctionInfo{Op::even,          "even",           "even(x, axis)",             rearranging, one,   optional, true,  local, 0, "coordinates 0, 2, 4, ... of an axis (default state)"},
    FunctionInfo{Op::odd,           "odd",            "odd(x, axis)",              rearranging, one,   optional, true,  local, 0, "coordinates 1, 3, 5, ... of an axis (default state)"},
    FunctionInfo{Op::index,         "index",          "index(axis)",               rearranging, none,  one,      true,  local, 0, "0, 1, 2, ... along an axis"},
    FunctionInfo{Op::size,          "size",           "size(axis)",                rearranging, none,  one,      true,  local, 0, "number of coordinates of an axis"},
    FunctionInfo{Op::rename,        "rename",         "rename(x, axis, new_axis)", rearranging, one,   two,      true,  local, 2, "x with one axis called differently"},
    FunctionInfo{Op::outer,         "outer",          "outer(a, b, axis, new_axis)", rearranging, two, two,      true,  local, 2, "a * rename(b, axis, new_axis): all products of coordinates"},
    FunctionInfo{Op::split,         "split",          "split(x, axis, slow, fast)", rearranging, one,  three,    true,  local, 6, "one axis becomes two, their sizes are known by name"},
    FunctionInfo{Op::merge,         "merge",          "merge(x, slow, fast, new_axis)", rearranging, one, three, true,  local, 4, "two axes become one, the second runs faster"},

    FunctionInfo{Op::shift,         "shift",          "shift(x, first)",           along_time, {1, 2}, none,     true,  causal, 0, "the value at the position before; the first is a number (default 0)"},
    FunctionInfo{Op::cumsum,        "cumsum",         "cumsum(x)",                 along_time,  one,   none,     true,  causal, 0, "sum up to each position"},
    FunctionInfo{Op::cumprod,       "cumprod",        "cumprod(x)",                along_time,  one,   none,     true,  causal, 0, "product up to each position"},
    FunctionInfo{Op::cummax,        "cummax",         "cummax(x)",                 along_time,  one,   none,     false, causal, 0, "largest number up to each position"},
    FunctionInfo{Op::logcumsumexp,  "logcumsumexp",   "logcumsumexp(x)",           along_time,  one,   none,     false, causal, 0, "log of the sum of exp(x) up to each position, stable"},
    FunctionInfo{Op::scan,          "scan",           "scan(a, x)",                along_time,  two,   none,     true,  causal, 0, "y with y_t = a_t y_(t-1) + x_t, from 0"},
    FunctionInfo{Op::scan_max,      "scan_max",       "scan_max(a, x)",            along_time,  two,   none,     false, causal, 0, "y with y_t = max(a_t + y_(t-1), x_t), from minus infinity"},
    FunctionInfo{Op::convolve,      "convolve",       "convolve(x, kernel)",       along_time,  two,   none,     false, causal, 0, "sum over lags l of kernel at l times x at l positions before"},
    FunctionInfo{Op::max_over_time, "max_over_time",  "max_over_time(x)",          along_time,  one,   none,     false, global, 0, "largest number of all positions; not causal"},
    FunctionInfo{Op::sum_over_time, "sum_over_time",  "sum_over_time(x)",          along_time,  one,   none,     true,  global, 0, "sum over all positions; not causal"},
    FunctionInfo{Op::mean_over_time, "mean_over_time", "mean_over_time(x)",        along_time,  one,   none,     true,  global, 0, "mean over all positions; not causal"},

    FunctionInfo{Op::transpose,     "transpose",      "transpose(A)",              of_matrices, one,   none,     true,  local, 0, "rows (axis state) and columns (axis from) swapped"},
    FunctionInfo{Op::tril,          "tril",           "tril(A)",                   of_matrices, one,   none,     true,  local, 0, "lower triangle with the diagonal, 0 above it"},
    FunctionInfo{Op::block,         "block",          "block(a, b, c, d)",         of_matrices, {4, 4}, none,    true,  local, 0, "the matrix with a and b above c and d"},
    FunctionInfo{Op::matmul,        "matmul",         "matmul(A, B)",              of_matrices, two,   none,     true,  local, 0, "matrix product over axes state and from"},
    FunctionInfo{Op::matrix_power,  "matrix_power",   "matrix_power(A, k)",        of_matrices, two,   none,     true,  local, 0, "A times itself, k factors; k = 0 gives the identity"},
    FunctionInfo{Op::inverse,       "inverse",        "inverse(A)",                of_matrices, one,   none,     true,  local, 0, "inverse matrix, NaN where A is singular; solve(A, b) is more exact than inverse(A) times b"},
    FunctionInfo{Op::solve,         "solve",          "solve(A, b)",               of_matrices, two,   none,     true,  local, 0, "x with A x = b, a vector over state or a matrix; NaN where A is singular"},

    FunctionInfo{Op::mesa_read,     "mesa_read",      "mesa_read(q, k, beta, g, lamb)", causal_read, {5, 5}, none, false, causal, 0, "the query solved against the decayed sum of key products (with lamb on its diagonal); NaN where that is singular"},
    FunctionInfo{Op::slot_read,     "slot_read",      "slot_read(q, k, s, g)",     causal_read, {4, 4}, none,    false, causal, 0, "softmax over axis slot of what the query finds in slots that s fills and exp(g) fades"},

    FunctionInfo{Op::normal,        "normal",         "normal(mean, sd)",          generator,   two,   none,     false, local, 0, "normally distributed numbers, seeded; in defaults only"},
    FunctionInfo{Op::uniform,       "uniform",        "uniform(low, high)",        generator,   two,   none,     false, local, 0, "evenly distributed numbers, seeded; in defaults only"},
};

std::span<const FunctionKindInfo> function_kind_table() {
    static constexpr std::array kinds{
        FunctionKindInfo{elementwise, "Element by element", "Values are matched by the names of their axes; an axis that only one of them has is repeated for the other."},
        FunctionKindInfo{along_axis, "Along an axis", "The axis is written as a word after the values; left out, it is state."},
        FunctionKindInfo{rearranging, "Rearranging", "Coordinates move or are renamed, numbers stay."},
        FunctionKindInfo{along_time, "Along time", "Each position sees itself and what came before, unless the name says over_time: those look at the whole sequence, and the design is marked as not causal."},
        FunctionKindInfo{of_matrices, "Small matrices", "Rows are axis state, columns axis from; one matrix for each coordinate of every other axis."},
        FunctionKindInfo{causal_read, "Reads of the past", "A vector that depends on all tokens so far, solved for at each of them."},
        FunctionKindInfo{generator, "Random numbers", "For the defaults of signals only; the scene's seed decides them."},
    };
    return kinds;
}
// clang-format on

std::span<const FunctionInfo> function_table() {
    return table;
}

const FunctionInfo* find_function(std::string_view name) {
    const auto* found = std::find_if(table.begin(), table.end(), [&](const FunctionInfo& f) { return f.name == name; });
    return found == table.end() ? nullptr : found;
}

bool is_operator(const FunctionInfo& function) {
    return function.operation <= Operation::not_equal;
}

std::string describe_arity(const FunctionInfo& function) {
    const int minimum = function.values.minimum + function.axes.minimum;
    const int maximum = function.values.maximum + function.axes.maximum;
    const auto counted = [](int count) { return std::to_string(count) + (count == 1 ? " argument" : " arguments"); };
    if (maximum >= any_number)
        return "at least " + counted(minimum);
    return minimum == maximum ? counted(minimum) : std::to_string(minimum) + " or " + counted(maximum);
}

std::span<const std::string_view> standard_axes() {
    static const auto names = [] {
        std::vector<std::string_view> list;
        for (const KnownName& axis : axis_table())
            list.push_back(axis.name);
        return list;
    }();
    return names;
}

} // namespace alphascope
