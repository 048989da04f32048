#pragma once
// How transition products grow with lag (PRINCIPLES 3.4, items 3 to 5).

#include "core/analysis/stability.hpp"

namespace alphascope {

/// Mean growth of ln ‖Φ(i,0)‖ per token between two tokens; −∞ when Φ has become 0, NaN when it is not finite.
double growth_rate(double log_norm_from, double log_norm_to, Index tokens);

/// Whether ln ‖Φ‖ rises and a line in ln ℓ explains it clearly better than a line in ℓ. Needs eight finite points.
bool grows_polynomially(const Vector& lags, const Vector& log_norms);

/// Whether ln ‖Φ‖ rises less than half as fast over the second half of the lags as over the first, or in all by too few
/// points to tell: then a rise is a hump so far, and its mean is no rate.
bool growth_fades(const Vector& lags, const Vector& log_norms);

struct TransientGain {
    double gain = 1;
    bool sampled = false, estimate = false;
};

/// max ‖Φ(i,j)‖ over i ≥ j. Exact over all pairs for steps that scale fixed modes, from one start for constant A; else
/// over `starts` evenly spaced starts, at every lag below 64 and ever sparser ones beyond. Error: cancelled.
Result<TransientGain> transient_gain(const System& system, Index starts, Index probes, const RunContext& run);

/// `count` evenly spaced numbers of [first, last], both ends included; all of them when there are no more than `count`.
std::vector<Index> evenly_spaced(Index first, Index last, Index count);

} // namespace alphascope
