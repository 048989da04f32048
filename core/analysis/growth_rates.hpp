#pragma once

#include "core/analysis/leaf_transports.hpp"
#include "core/analysis/stability.hpp"

namespace alphascope {

/// λ₁ and the other exponents: of the eigenvalues where `out.constant`, else of the sequence, and what rounding leaves
/// open of them. Those of the sequence are by formula, by leaves, or λ₁ alone by products on `probes` columns.
/// @pre the curve of products is in `out`. Error: cancelled.
Result<void> find_growth_rates(const System& system, const std::vector<LeafTransport>& leaves, Index probes,
                               Stability& out, const RunContext& run);

} // namespace alphascope
