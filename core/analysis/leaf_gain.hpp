#pragma once

#include "core/analysis/leaf_transports.hpp"

namespace alphascope {

/// ln ‖leaf‖₂ of each. Error: cancelled.
Result<Vector> leaf_log_norms(const std::vector<LeafTransport>& leaves, const RunContext& run);

/// ln of the largest ‖Φ‖ over runs of whole leaves that begin at one of `starts` evenly spaced leaves; at least
/// `known`. NaN where a transport is not finite. Products that cannot reach what is known any more are not followed,
/// and norms are made only where the Frobenius norm, which is never smaller, does. Error: cancelled.
Result<double> largest_log_gain(const std::vector<LeafTransport>& leaves, const Vector& log_norms, Index starts,
                                double known, const RunContext& run);

/// ln of a bound on ‖Φ(i,j)‖ over all i ≥ j: the largest sum of consecutive ln ‖A_i‖, 0 at least.
/// @param step_norms ‖A_i‖ at tokens 1, 2, ...
double log_gain_bound(const Vector& step_norms);
/// The same with whole leaves counted by their own norms: much closer where steps grow in turn, not together.
double log_gain_bound(const std::vector<LeafTransport>& leaves, const Vector& log_norms, const Vector& step_norms);

} // namespace alphascope
