#pragma once
// Colours and dashes of curves.

#include "ui/figure/figure.hpp"

#include <QPen>

namespace alphascope::figure {

/// Paul Tol's "bright" scheme, safe for colour-blind readers; lightened on a dark background.
QColor line_colour(int index, const Theme& theme);

/// Beyond seven colours the dash changes too, so that no two of 28 curves look alike.
/// So few points that each is marked: a single one is seen, and none is taken for a curve.
bool is_marked(const Line& line);
QPen line_pen(const Line& line, const Theme& theme);

} // namespace alphascope::figure
