#pragma once
// From data to line pieces that are safe to draw.

#include <QPolygonF>
#include <QRectF>

#include <vector>

namespace alphascope::figure {

/// Connected pieces of a curve inside `clip`: broken at points that are not finite, cut exactly at the border (SVG
/// knows no clipping, and far coordinates would paint solid blocks). Where more than four points fall into one step of
/// `resolution` along x only the first, lowest, highest and last are kept: the picture is the same.
std::vector<QPolygonF> clipped_polylines(const std::vector<QPointF>& points, const QRectF& clip, double resolution);

} // namespace alphascope::figure
