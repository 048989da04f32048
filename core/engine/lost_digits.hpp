#pragma once
// Scores whose terms cancel, and what float32 leaves of them.

#include "core/engine/engine.hpp"

namespace alphascope {

/// Whether rounding in the precision of `prepared` decides its scores: no range of q, h or A tells when the terms of
/// q_iᵀ h_ij cancel, as where the read was solved for with the keys, or where parts of A grow that nothing reads.
/// Compares blocks of 16 × 16 scores on the diagonal at the beginning, middle and end with the definition in float64;
/// true where they differ by more than 1e-3 of the largest of all. Cells that are not finite in float64 do not count.
/// O(16² n) times the cost of a step per coordinate. Errors: cancelled.
/// @param system one pass of which, forward, is what `prepared` holds
Result<bool> loses_digits(std::shared_ptr<const System> system, const Prepared& prepared, const RunContext& run);

} // namespace alphascope
