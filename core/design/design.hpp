#pragma once
// A design is all a user can say about an architecture: which signals it takes, and how A, b, q, φ, η follow from them.
// A value: plain structs, closed variants, ==. It knows no data; realise() joins it with a scene.

#include "core/language/expression.hpp"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace alphascope {

/// A tunable number: sliders, drags and sweeps act on it; usable in every expression and default.
struct Parameter {
    std::string name;
    double value = 0;
    double minimum = 0, maximum = 1;
    std::string help;
    bool operator==(const Parameter&) const = default;
};

/// What a signal is for; decides the standard generator where a signal has no default (ARCHITECTURES section 10).
enum class Role { query, key, value, log_decay, decay, step, gate, angle, bias, weight };
struct RoleInfo {
    Role role;
    std::string_view id, help;
    std::string_view generator; ///< default of signals that have none, as an expression
};
inline constexpr std::array role_table{
    RoleInfo{Role::query, "query", "what reads: a projection of the token", "normal(0, 1)"},
    RoleInfo{Role::key, "key", "what is written to: a projection of the token", "normal(0, 1)"},
    RoleInfo{Role::value, "value", "what is mixed: a projection of the token", "normal(0, 1)"},
    RoleInfo{Role::log_decay, "log_decay", "log of a decay, at most 0", "logsigmoid(normal(0, 1))/16"},
    RoleInfo{Role::decay, "decay", "a factor in (0, 1)", "sigmoid(normal(3, 1))"},
    RoleInfo{Role::step, "step", "a step size or write strength in (0, 1)", "sigmoid(normal(0, 1))"},
    RoleInfo{Role::gate, "gate", "a real gate before its nonlinearity", "normal(0, 1)"},
    RoleInfo{Role::angle, "angle", "a rotation per token in radians", "normal(0, 0.3)"},
    RoleInfo{Role::bias, "bias", "a constant added somewhere", "0"},
    RoleInfo{Role::weight, "weight", "a trained weight, the same at every token", "normal(0, 1)"},
};
const RoleInfo& role_info(Role role);

struct Signal {
    std::string name;
    std::vector<std::string> axes;
    Role role = Role::weight;
    std::optional<Expression> default_value;
    std::optional<std::pair<double, double>> range; ///< a promise: warned about on given data, never enforced
    bool unit = false;                              ///< a promise: norm 1 along state
    bool optional = false;                          ///< a file without it is read as one that has no such term
    std::optional<Expression> neutral;              ///< its value then, where that is not the default
    std::string help;
    bool operator==(const Signal&) const = default;
};

/// A named intermediate value; may read parameters, signals and earlier bindings.
struct Binding {
    std::string name;
    Expression expression;
    bool operator==(const Binding&) const = default;
};

// ---- evolution: A_i ------------------------------------------------------------------------------------------------
struct IdentityEvolution {
    bool operator==(const IdentityEvolution&) const = default;
};
/// A_i = a_i I. Exactly one of log (a = exp(log)) and factor (a itself, any sign, 0 allowed).
struct ScalarEvolution {
    std::optional<Expression> log, factor;
    bool operator==(const ScalarEvolution&) const = default;
};
/// A_i = diag(d_i), d over axis state; real, or complex when log (or factor) is complex: then b and q are complex too
/// and s = Re(qᵀh), plain transpose.
struct DiagonalEvolution {
    std::optional<Expression> log, factor;
    bool operator==(const DiagonalEvolution&) const = default;
};
/// A_i = exp(log_modulus_i) · blockdiag(R(angle_im)), R(t) = [[cos t, −sin t], [sin t, cos t]]; angle over axis pair.
/// Coordinates without a pair are multiplied by the modulus only.
struct RotationEvolution {
    enum class Pairs { interleaved, half }; ///< (2m, 2m+1) or (m, m + n/2)
    Expression angle;
    std::optional<Expression> log_modulus;
    Pairs pairs = Pairs::interleaved;
    bool operator==(const RotationEvolution&) const = default;
};
/// A_i = blocks [[a, b], [c, d]] on (x_m, y_m), a..d over axis state (of size n/2 there).
struct BlocksEvolution {
    Expression a, b, c, d;
    bool operator==(const BlocksEvolution&) const = default;
};
/// A_i = Π_r (I − beta_ir key_ir read_irᵀ) · exp(log_gate_i), factors r in micro-step order; the gate acts first
/// ("before" the factors) or last ("after"). log_gate is scalar or per state channel.
struct HouseholderEvolution {
    enum class Gate { before, after };
    std::optional<Expression> log_gate;
    Gate gate = Gate::before;
    Expression beta, key;
    std::optional<Expression> read; ///< default: key
    bool operator==(const HouseholderEvolution&) const = default;
};
/// A_i = diag(d) + u vᵀ (read_first: v reads the undecayed state) or (I + u vᵀ) diag(d) (decay_first).
struct LowRankEvolution {
    enum class Order { read_first, decay_first };
    Expression d, u, v;
    Order order = Order::read_first;
    bool operator==(const LowRankEvolution&) const = default;
};
/// A_i = matrix, over axes state (row) and from (column).
struct DenseEvolution {
    Expression matrix;
    bool operator==(const DenseEvolution&) const = default;
};
/// s_ij = kernel[i−j] · (q_iᵀ b_j): an explicit kernel over axis time (index = lag). Nilpotent shift, all eigenvalues
/// 0.
struct ConvolutionEvolution {
    Expression kernel;
    bool operator==(const ConvolutionEvolution&) const = default;
};
/// A_i = exp(log_i) (M_i ⊗ I): the state is a stack of `levels` parts (the slow index), and M_i moves what levels
/// 0, ..., ctz(i) hold into level ctz(i) + 1, as a Fenwick tree does (ARCHITECTURES 3.7, log-linear attention).
struct LevelMergeEvolution {
    std::optional<Expression> log;
    Expression levels; ///< one number
    bool operator==(const LevelMergeEvolution&) const = default;
};
using EvolutionKind =
    std::variant<IdentityEvolution, ScalarEvolution, DiagonalEvolution, RotationEvolution, BlocksEvolution,
                 HouseholderEvolution, LowRankEvolution, DenseEvolution, ConvolutionEvolution, LevelMergeEvolution>;

/// Doubles the state: h = [x; y], A_i = [[P_i, Q_i], [0, 0]]; y lives for one step. write and read have 2n coordinates
/// along state. Q_i = carry_i I, or carry_i P_i when `through_inner`.
struct DelayEvolution {
    std::optional<Expression> carry; ///< default 1; over time, or time and state
    bool through_inner = false;
    bool operator==(const DelayEvolution&) const = default;
};

struct Evolution {
    EvolutionKind kind; ///< inside the delay block when there is one
    std::optional<DelayEvolution> delay;
    std::optional<Expression> shear; ///< c_i: the score gains c_{j+1} + ... + c_i (PRINCIPLES 1.5)
    bool operator==(const Evolution&) const = default;
};

// ---- readout φ and normaliser η ------------------------------------------------------------------------------------
/// φ by name with parameters, or (id empty) as an expression in `score`.
struct ReadoutChoice {
    std::string id = "identity";              ///< an id of readout_table (core/system/readout.hpp)
    std::map<std::string, Expression> values; ///< bias, threshold, cap: numbers per head or per row
    std::optional<Expression> formula;        ///< φ(score); may read names without state axis
    bool operator==(const ReadoutChoice&) const = default;
};
/// η by name with epsilon, floor, sink, or as an expression that may use row_sum, row_abs_sum, row_max.
struct NormaliserChoice {
    std::string id = "one";                   ///< an id of normaliser_table (core/system/readout.hpp)
    std::map<std::string, Expression> values; ///< epsilon, floor, sink
    std::optional<Expression> formula;
    bool operator==(const NormaliserChoice&) const = default;
};

struct Reference {
    std::string title, arxiv;
    int year = 0;
    bool operator==(const Reference&) const = default;
};

struct Design {
    std::string id, name, family, note;
    Reference reference;
    std::vector<Parameter> parameters;                     ///< in document order, as all lists here
    std::vector<std::pair<std::string, std::string>> axes; ///< own axes: name and size expression ("n/2", "16")
    std::vector<Signal> signals;
    std::vector<Binding> let;
    Evolution evolution;
    Expression write, read;           ///< b_j and q_i
    std::optional<Expression> value;  ///< what is mixed; default: the signal with role value
    std::optional<Expression> skip;   ///< added to the diagonal of α after η
    std::optional<Expression> window; ///< keep only i − j < window (a mask outside the dynamics)
    /// Direction both: the read of a second system that runs over the reversed sequence and whose map is added.
    std::optional<Expression> backward_read;
    ReadoutChoice readout;
    NormaliserChoice normaliser;
    bool operator==(const Design&) const = default;
};
using DesignPtr = std::shared_ptr<const Design>; ///< shared snapshots are always const

/// The design with one parameter changed; unchanged when it has no such parameter.
Design with_parameter(Design design, std::string_view name, double value);

} // namespace alphascope
