#pragma once

#include "ui/figure/figure.hpp"

namespace alphascope::figure {

/// A line over tokens. Of very long ones what a picture can show: of each of 16384 stretches the first, lowest, highest
/// and last point, so that no spike is lost.
Line token_curve(const QString& name, const std::vector<Index>& tokens, const Vector& values, int colour,
                 bool dashed = false);

} // namespace alphascope::figure
