#pragma once
// Curves, and eigenvalues in the complex plane.

#include "ui/figure/layout.hpp"

class QPainter;

namespace alphascope::figure {

/// Curves, references and names. The painter's unit is the point.
void paint_lines(QPainter* painter, const LinePlot& lines, const PanelLayout& place, const Theme& theme);

/// Unit circle, real and imaginary axis, points. Coinciding dots are drawn once.
void paint_plane(QPainter* painter, const PlanePlot& plane, const PanelLayout& place, const Theme& theme);

} // namespace alphascope::figure
