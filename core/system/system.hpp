#pragma once
// A system is one coefficient map's worth of numbers, in the few structured forms engines know (SPEC section 5).
// Engines never hear of architectures. Const after realise(); row i holds token i; A_0 is never used.

#include "core/base/types.hpp"
#include "core/system/readout.hpp"
#include "core/system/token_rows.hpp"

#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace alphascope {

// Every array below has L rows, or one row when A is the same at all tokens ("constant"). Logs may be −inf (a gate of
// 0).

struct IdentitySteps {
    Index n = 0;
};
/// a_i = sign_i exp(log_a_i).
struct ScalarSteps {
    Index n = 0;
    Vector log_a, sign;
};
/// d_im = sign_im exp(log_a_im), L × n.
struct DiagonalSteps {
    Matrix log_a, sign;
};
/// m complex modes exp(log_modulus + i angle), L × m, as real 2×2 blocks: n = 2m, coordinates (2m, 2m+1) are (Re, Im).
struct RotationSteps {
    Matrix log_modulus, angle;
};
/// General real 2×2 blocks on coordinates (2m, 2m+1): row i holds a, b, c, d of block 0, then block 1, ...: L × 4m.
struct BlockSteps {
    Matrix a;
};
/// diag(d) + U Vᵀ (read first), or (I + U Vᵀ) diag(d) (decay_first). d is L × n; u and v are L × (rank·n), factor after
/// factor. Products of Householder factors are brought to this form.
struct LowRankSteps {
    Matrix d, u, v;
    Index rank = 1;
    bool decay_first = false;
};
/// Row-major n × n matrices, L × n² (or 1 × n²).
struct DenseSteps {
    Index n = 0;
    Matrix a;
};
/// s_ij = kernel[i − j] · (q_iᵀ b_j); kernel has L entries.
struct ConvolutionSteps {
    Index n = 1;
    Vector kernel;
};
/// a_i (M_i ⊗ I), a_i = exp(log_a_i), on a stack of `levels` parts of n / levels coordinates: M_i adds parts
/// 0, ..., ctz(i) to part ctz(i) + 1 and empties them. log_a has L entries or one; the merge always depends on i.
struct LevelMergeSteps {
    Index n = 0, levels = 1;
    Vector log_a;
    Index part() const { return n / levels; }
    double decay(Index i) const; ///< a_i
};
using Steps = std::variant<IdentitySteps, ScalarSteps, DiagonalSteps, RotationSteps, BlockSteps, LowRankSteps,
                           DenseSteps, ConvolutionSteps, LevelMergeSteps>;

/// h = [x; y], x_i = P_i x_{i−1} + Q_i y_{i−1}, y_i = 0 after the write step; P_i are the steps.
/// Q_i = carry_i, or carry_i P_i when through_inner. carry is L × 1, L × n, 1 × 1 or 1 × n.
struct Delay {
    Matrix carry;
    bool through_inner = false;
};

struct System {
    Steps steps;
    TokenRows b, q;             ///< L × state_size(system)
    std::optional<Delay> delay; ///< doubles the state
    Vector shear;               ///< empty or L: the score gains shear_{j+1} + ... + shear_i
    Vector skip;                ///< empty or L: added to the diagonal of α after η
    Index window = 0;           ///< > 0: keep only i − j < window
    Readout readout;
    Normaliser normaliser;
    /// Direction both: the second system, whose token r is token L − 1 − r. Its map, turned back, is added: α is no
    /// longer a lower triangle, and the diagonal is counted by both. Null: causal. Its own `backward` is null.
    std::shared_ptr<const System> backward;

    Index length() const { return b.rows(); }
    Index state_size() const { return b.cols(); } ///< delay included, shear not
    bool is_causal() const { return !backward; }
};

/// "identity", "scalar", "diagonal", "complex diagonal", "2×2 blocks", "diagonal + rank r", "dense", "convolution",
/// "level merge": ids as in SPEC section 5 with underscores, for JSON and tables.
std::string_view step_kind_id(const Steps& steps);
inline constexpr std::array step_kind_ids{"identity", "scalar", "diagonal",    "complex_diagonal", "blocks",
                                          "low_rank", "dense",  "convolution", "level_merge"};

/// The part that step i of a level merge moves into: ctz(i) + 1, and 0 (nothing moves) at i = 0.
Index merged_level(Index i);

/// The parts a sequence of this length merges into: as many levels as keep all of them apart.
Index levels_of(Index length);

/// State size of the steps alone (delay not counted).
Index inner_size(const Steps& steps);

/// The columns that row i has cells in; α is 0 in all others by structure (later tokens, outside the window), whatever
/// the numbers are, and what stands there never takes part in a sum.
Range keys_of(const System& system, Index i);

/// True when one row serves all tokens.
bool is_constant(const Steps& steps);

} // namespace alphascope
