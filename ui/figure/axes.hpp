#pragma once
// Spines, ticks, grid and axis labels.

#include "ui/figure/layout.hpp"

class QPainter;

namespace alphascope::figure {

void paint_grid(QPainter* painter, const PanelLayout& place, const Theme& theme);

/// `framed`: a line on all four sides (maps), else left and bottom only.
void paint_axes(QPainter* painter, const Panel& panel, const PanelLayout& place, const Theme& theme, bool framed);

/// What stands above a colour bar: its quantity and the power of ten its ticks are in.
QString colour_bar_title(const HeatMap& map, const Ticks& ticks);

/// Whether the map has numbers beyond an end of its colours, which an arrow says.
bool goes_above(const HeatMap& map);
bool goes_below(const HeatMap& map);

/// Colours from low to high with ticks on the right and the label above.
void paint_colour_bar(QPainter* painter, const HeatMap& map, const PanelLayout& place, const Theme& theme);

} // namespace alphascope::figure
