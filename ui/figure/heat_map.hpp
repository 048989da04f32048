#pragma once
// A map in its plot rectangle.

#include "ui/figure/layout.hpp"

class QPainter;

namespace alphascope::figure {

/// A view with at most width × height pixels: blocks of pixels pooled as the view's own cells were (max |·| keeps the
/// value with the largest magnitude, mean averages). A value that is not finite stays visible: it wins its block.
MapView pooled_further(const MapView& view, int width, int height);

/// Cells as pixels, never blended: on a raster device the image has the device's pixels; in PDF and SVG each cell is a
/// block of equal pixels, because viewers smooth an image at pixel borders. The painter's unit is the point.
void paint_heat_map(QPainter* painter, const HeatMap& map, const PanelLayout& place, const Theme& theme);

} // namespace alphascope::figure
