#pragma once
// The closed vocabularies of φ and η, one table each, and what they are made of in a realised system.

#include "core/language/expression.hpp"
#include "core/system/apply_readout.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace alphascope {

struct ReadoutInfo {
    ReadoutKind kind;
    std::string_view id, label;
    bool linear;            ///< finite recurrence possible (principle 1)
    bool zero_at_zero;      ///< φ(0) = 0; where false, the causal mask acts after φ
    std::string_view value; ///< name of its one parameter ("bias", "threshold", "cap"), or empty
};
inline constexpr std::array readout_table{
    ReadoutInfo{ReadoutKind::identity, "identity", "φ(s) = s", true, true, ""},
    ReadoutInfo{ReadoutKind::exp, "exp", "φ(s) = exp(s)", false, false, ""},
    ReadoutInfo{ReadoutKind::relu, "relu", "φ(s) = max(s − threshold, 0)", false, true, "threshold"},
    ReadoutInfo{ReadoutKind::relu_squared, "relu_squared", "φ(s) = max(s, 0)²", false, true, ""},
    ReadoutInfo{ReadoutKind::sigmoid, "sigmoid", "φ(s) = 1 / (1 + exp(−s − bias))", false, false, "bias"},
    ReadoutInfo{ReadoutKind::softplus, "softplus", "φ(s) = log(1 + exp(s))", false, false, ""},
    ReadoutInfo{ReadoutKind::elu1, "elu1", "φ(s) = s + 1 for s > 0, else exp(s)", false, false, ""},
    ReadoutInfo{ReadoutKind::silu, "silu", "φ(s) = s / (1 + exp(−s))", false, true, ""},
    ReadoutInfo{ReadoutKind::square, "square", "φ(s) = s²", false, true, ""},
    ReadoutInfo{ReadoutKind::shrink, "shrink", "φ(s) = sign(s) max(|s| − threshold, 0)", false, true, "threshold"},
    ReadoutInfo{ReadoutKind::softcap_exp, "softcap_exp", "φ(s) = exp(cap tanh(s / cap))", false, false, "cap"},
};

/// Which row statistic η is made of.
enum class NormaliserKind { one, sum, abs_sum, max_abs_sum_1, root_sum_squares, position, length, formula };
struct NormaliserInfo {
    NormaliserKind kind;
    std::string_view id, label;
    bool needs_row; ///< needs φ of the whole row
};
inline constexpr std::array normaliser_table{
    NormaliserInfo{NormaliserKind::one, "one", "η = 1", false},
    NormaliserInfo{NormaliserKind::sum, "sum", "η = Σ φ", true},
    NormaliserInfo{NormaliserKind::abs_sum, "abs_sum", "η = Σ |φ|", true},
    NormaliserInfo{NormaliserKind::max_abs_sum_1, "max_abs_sum_1", "η = max(|Σ φ|, 1)", true},
    NormaliserInfo{NormaliserKind::root_sum_squares, "root_sum_squares", "η = √(Σ φ²)", true},
    NormaliserInfo{NormaliserKind::position, "position", "η = i + 1 (tokens so far)", false},
    NormaliserInfo{NormaliserKind::length, "length", "η = L", false},
};

/// The number of a row in a vector that is empty (`otherwise`), one number for all rows, or one a row.
inline double number_of_row(const Vector& numbers, Index row, double otherwise) {
    return numbers.size() == 0 ? otherwise : numbers[numbers.size() == 1 ? 0 : row];
}

/// φ of a realised system. `value` (bias, threshold or cap) and the inputs of a formula are per row or one number.
struct Readout {
    ReadoutKind kind = ReadoutKind::identity;
    Vector value;                         ///< empty, 1 or L numbers
    std::optional<ScalarProgram> formula; ///< inputs: score, then one per column of row_inputs
    Matrix row_inputs;                    ///< L × k (or 1 × k)
};

/// η of a realised system. η = max(statistic, floor) + epsilon (+ exp(sink), only with exp and sum).
struct Normaliser {
    NormaliserKind kind = NormaliserKind::one;
    Vector epsilon, floor, sink;          ///< empty, 1 or L numbers
    std::optional<ScalarProgram> formula; ///< inputs: row_sum, row_abs_sum, row_max, then one per column of row_inputs
    Matrix row_inputs;
};

} // namespace alphascope
