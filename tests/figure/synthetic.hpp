#pragma once
// Made-up results with the shapes of real ones.

#include "ui/figure/figures.hpp"

namespace alphascope::figure::synthetic {

/// A causal map of `length` tokens seen at `pixels` × `pixels`: a decaying band with recalls; signed on request.
MapView map(Index length, int pixels, bool with_negative);
ImpulseResponse impulse(Index length);
Spectrum spectrum(Index length, Index size);
Stability stability(Index length);

/// The four of them on a page.
Figure board(double width_points, const Theme& theme, Index length = 96, bool with_negative = false);

} // namespace alphascope::figure::synthetic
