#pragma once
// Φ(i, j) = A_i ··· A_{j+1}, followed token by token as its norm. Products overflow and underflow, so every form
// carries a log-scale (PRINCIPLES 3.3).

#include "core/system/system.hpp"

#include <optional>
#include <variant>

namespace alphascope {

/// Steps that only scale fixed modes (identity, scalar, diagonal, rotation, without delay): ‖Φ‖ is the largest mode.
bool scales_fixed_modes(const System& system);

/// Adds ln |mode| of A_i to `logs`. @pre scales_fixed_modes(system); logs has mode_count(system) entries.
void add_log_moduli(const System& system, Index i, Vector& logs);
Index mode_count(const System& system);
double largest_log_modulus(const System& system, Index i); ///< of A_i; NaN when one is

class TransitionProduct {
public:
    /// Φ(start, start) = I. `probes` bounds the columns carried for steps without a closed form: with at least
    /// state_size(system) of them the norm is exact, with fewer it is that of Φ on a random subspace, a lower bound.
    TransitionProduct(const System& system, Index start, Index probes);

    void advance(); ///< Φ(i, start) → Φ(i + 1, start). @pre position() + 1 < L
    Index position() const { return i_; }
    double log_norm() const; ///< ln ‖Φ‖₂ in nats; −∞ for 0, NaN when a step is not finite
    bool exact() const;
    std::optional<Index> lost_at() const; ///< the first step that left nothing but rounding (log_scale.hpp)
    bool carries_columns() const { return std::holds_alternative<Probes>(state_); } ///< no closed form

private:
    struct Modes {
        Vector logs;
    };
    struct Blocks { // one 2×2 product per pair: rows a b c d, scaled by exp(log_scale)
        Matrix product;
        Vector log_scale;
    };
    struct Probes {
        Matrix columns;
        double log_scale = 0;
        std::optional<Index> lost_at;
    };
    struct DelayLine { // a convolution's state is its last inputs: a kick moves along and drops out at the end
        Index lag = 0, length = 0;
    };
    struct Merge { // each part of the start is in one part now: a part that k of them share has the gain √k
        double log_decay = 0;
        Vector parts; ///< how many of the start's parts are in each
    };
    using State = std::variant<Modes, Blocks, Probes, DelayLine, Merge>;
    static State initial(const System& system, Index probes);

    const System& system_;
    Index i_;
    State state_;
};

/// Lags 0 ≤ ℓ < this are inside a convolution's kernel (its trailing zeros are not).
Index kernel_support(const ConvolutionSteps& steps);

} // namespace alphascope
