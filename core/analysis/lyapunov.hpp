#pragma once
// Mean growth rates of all directions (PRINCIPLES 3.4, item 3), nats per token, fastest first.

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

/// Q R = T Q leaf by leaf: the means of ln r_kk over the leaves that begin at `burn_in` or later. O(n³) a leaf. A NaN
/// among the transports makes all exponents NaN.
Result<LyapunovSpectrum> lyapunov_spectrum(const std::vector<LeafTransport>& leaves, Index burn_in,
                                           const RunContext& run);

} // namespace alphascope
