#pragma once
// Scores before φ (PRINCIPLES 2.5): are they of a size that φ can tell apart?

#include "core/base/error.hpp"
#include "core/base/run_context.hpp"
#include "core/engine/engine.hpp"

namespace alphascope {

/// Of all scores j ≤ i inside the window.
struct ScoreStatistics {
    Index count = 0;
    double mean = 0, deviation = 0; ///< standard deviation over all of them
    double minimum = 0, maximum = 0;
    double freezing_ratio = 0; ///< deviation / √(2 ln L); above 1 a softmax row condenses on a few tokens. 0 for L = 1
};

/// Strip by strip, O(L² n). Scores that are not finite make the statistics not finite. Error: cancelled.
Result<ScoreStatistics> score_statistics(const Prepared& prepared, const RunContext& run = {});

} // namespace alphascope
