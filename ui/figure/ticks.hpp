#pragma once
// Where an axis is marked and what the marks say.

#include "ui/figure/axis_map.hpp"

#include <functional>

namespace alphascope::figure {

struct Tick {
    double value;
    QString label; ///< MathText; empty: a mark without a number
};

struct Ticks {
    std::vector<Tick> major;
    std::vector<double> minor;
    int exponent = 0; ///< labels are multiples of 10^exponent, said once at the end of the axis
};

/// Room a label takes along the axis in points, the gap to its neighbour included.
using LabelExtent = std::function<double(const QString&)>;

/// Steps of 1, 2, 5 · 10^k on a linear axis; decades on a log axis, with 1, 2, 5 inside when fewer than two decades are
/// visible; 0 and ± decades on a symlog axis. Labels never overlap: steps grow, or labels are left out, until they fit
/// into `length` points. `integers` keeps steps whole. Empty when maximum ≤ minimum or a limit is not finite.
Ticks make_ticks(const AxisMap& map, bool integers, double length, const LabelExtent& extent);

/// The same with the numbers at both ends of a bent axis, where they are `apart` points from every other label: decades
/// do not tell how far it goes.
Ticks with_ends(Ticks ticks, const AxisMap& map, double length, double apart);

/// A number with a true minus sign (U+2212) and `decimals` places.
QString number_text(double value, int decimals);

/// A number as short as reading allows: "0.031", "4100", "2.1×10^{−7}". MathText.
QString short_number(double value, int significant = 3);

} // namespace alphascope::figure
