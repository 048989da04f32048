#pragma once
// Axis limits that suit the data.

#include "ui/figure/figure.hpp"

namespace alphascope::figure {

/// Log where all values are positive (exact zeros apart) and span more than two decades (at most eight are shown), else
/// linear with 5 % of room; linear ranges that come near 0 include it, or always when `with_zero`. Values that are not
/// finite do not count.
AxisSpec value_axis(const std::vector<Line>& lines, const QString& label, bool with_zero = false);

} // namespace alphascope::figure
