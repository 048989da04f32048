#pragma once

#include "core/base/error.hpp"
#include "core/base/run_context.hpp"
#include "core/system/system.hpp"

#include <vector>

namespace alphascope {

/// ‖A_i‖₂ and ρ(A_i), each at the tokens where it was made: all where it has a formula, else evenly spaced ones.
struct StepSizes {
    std::vector<Index> positions; ///< of norm
    Vector norm;
    std::vector<Index> radius_positions; ///< among `positions`
    Vector spectral_radius;
};

/// `numeric_positions`: tokens at which quantities of O(n³) are made, for n = 32; scaled by n⁻³. Error: cancelled.
Result<StepSizes> step_sizes(const System& system, Index numeric_positions, const RunContext& run);

} // namespace alphascope
