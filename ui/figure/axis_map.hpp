#pragma once
// From a value to its place along an axis, and back. One map serves axes, colour bars and colours.

#include "ui/figure/figure.hpp"

namespace alphascope::figure {

/// fraction(minimum) = 0, fraction(maximum) = 1. log takes positive limits; symlog is linear inside ±threshold and
/// logarithmic outside: sign(v) · log1p(|v| / threshold).
struct AxisMap {
    Scale scale = Scale::linear;
    double minimum = 0, maximum = 1, threshold = 1e-6;

    double bent(double value) const;     ///< the value on the scale whose equal steps are equal lengths
    double fraction(double value) const; ///< NaN for what the scale cannot show (≤ 0 on a log axis)
    double value(double fraction) const;
};

AxisMap axis_map(const AxisSpec& axis);
AxisMap axis_map(const ColourScale& colours);

} // namespace alphascope::figure
