#pragma once
// Mean growth rates of all directions on a sequence (PRINCIPLES 3.4, item 3), nats per token, fastest first:
// λ_m = ln σ_m(Φ(L−1, b)) / (L − 1 − b) with the singular values of the product of steps after a burn-in of b tokens;
// −∞ for what steps have made 0, in the burn-in too.

#include "core/analysis/leaf_transports.hpp"

#include <optional>

namespace alphascope {

struct LyapunovSpectrum {
    Vector exponents; ///< n of them, or those that rounding leaves
    Index unresolved =
        0; ///< directions that shrink too much faster than the first within one leaf to be told (or to 0)
};

/// Steps that scale fixed modes, and 2×2 blocks: over the tokens after `burn_in`, exactly; none for other steps.
std::optional<LyapunovSpectrum> lyapunov_spectrum_of_modes(const System& system, Index burn_in);

/// Over the leaves that begin at `burn_in` or later: Q R = Tᵀ Q backwards from the left singular vectors of their
/// product, then Q R = T Q forwards, which makes ln r_kk add up to ln σ_k; where rounding mixes singular vectors the
/// growth of the subspaces that two passes leave. O(n³) a leaf. A NaN among the transports makes all exponents NaN.
Result<LyapunovSpectrum> lyapunov_spectrum(const std::vector<LeafTransport>& leaves, Index burn_in,
                                           const RunContext& run);

} // namespace alphascope
