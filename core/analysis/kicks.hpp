#pragma once
// A sample of tokens, each kicking its own copy of the system (PRINCIPLES 1.1), followed together.

#include "core/base/error.hpp"
#include "core/base/run_context.hpp"
#include "core/system/system.hpp"

#include <optional>

namespace alphascope {

/// Median half-life over about `count` tokens of the first half of the sequence (later ones have no time to fade);
/// tokens with b_j = 0 are left out. None when the median is longer than the sequence. Error: cancelled.
/// @param contracting no step enlarges a state (‖A_i‖ ≤ 1 for all i): then a kick is followed to its half-life only.
Result<std::optional<double>> median_half_life(const System& system, Index count, const RunContext& run,
                                               bool contracting = false);

} // namespace alphascope
