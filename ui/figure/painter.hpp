#pragma once
// Paints a figure: the one function behind screen, PDF, SVG and PNG.

#include "ui/figure/layout.hpp"

class QPainter;

namespace alphascope::figure {

/// The painter's unit is 0.1 pt and its origin the figure's top left corner: scale it by dpi / 720 before. The
/// background is filled unless it is transparent.
void paint_figure(QPainter* painter, const Figure& figure, const Theme& theme);

/// The same with a layout that the caller already has (for hit-testing).
void paint_figure(QPainter* painter, const Figure& figure, const Theme& theme, const FigureLayout& places);

} // namespace alphascope::figure
