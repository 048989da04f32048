#pragma once
// How curves are told apart: names at their ends where there is room, else a frameless legend.

#include "ui/figure/layout.hpp"

class QPainter;

namespace alphascope::figure {

/// Middle of each curve's name at the right edge of the plot, moved apart where they would overlap. Empty when a legend
/// serves better: more than six names, or names that would stray far from their curves.
std::vector<double> direct_label_places(const LinePlot& lines, const Frame& frame, const Theme& theme);

/// Room right of the plot that direct labels take, in points.
double direct_label_width(const LinePlot& lines, const Theme& theme);

void paint_direct_labels(QPainter* painter, const LinePlot& lines, const PanelLayout& place, const Theme& theme);

/// In the corner that covers the fewest points.
void paint_legend(QPainter* painter, const LinePlot& lines, const Frame& frame, const Theme& theme);

} // namespace alphascope::figure
