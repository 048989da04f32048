#pragma once
// Axis limits that suit the data.

#include "ui/figure/figure.hpp"

namespace alphascope::figure {

/// How numbers are laid along an axis: as suits them, or as somebody has asked.
enum class ValueScale { automatic, linear, logarithmic };

/// By itself log where all values are positive (exact zeros apart) and span more than two decades, else linear.
/// Logarithmic for numbers of both signs is symlog. A log axis follows a curve that dies out for eight decades and one
/// that grows through all of its own. A linear one has 5 % of room and includes 0 where it comes near, always when
/// `with_zero`, and where the values differ by their rounding only. Values that are not finite do not count.
AxisSpec value_axis(const std::vector<Line>& lines, const QString& label, bool with_zero = false,
                    ValueScale scale = ValueScale::automatic);

} // namespace alphascope::figure
