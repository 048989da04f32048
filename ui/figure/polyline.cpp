#include "ui/figure/polyline.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace alphascope::figure {
namespace {

bool finite(QPointF p) {
    return std::isfinite(p.x()) && std::isfinite(p.y());
}

// Liang and Barsky: the part of a segment inside a rectangle, as parameters along it.
std::optional<std::pair<double, double>> visible_part(QPointF a, QPointF b, const QRectF& clip) {
    double enter = 0, leave = 1;
    const auto side = [&](double direction, double room) {
        if (direction == 0)
            return room >= 0;
        const double t = room / direction;
        if (direction < 0)
            enter = std::max(enter, t);
        else
            leave = std::min(leave, t);
        return enter <= leave;
    };
    const double dx = b.x() - a.x(), dy = b.y() - a.y();
    if (side(-dx, a.x() - clip.left()) && side(dx, clip.right() - a.x()) && side(-dy, a.y() - clip.top()) &&
        side(dy, clip.bottom() - a.y()))
        return std::pair(enter, leave);
    return std::nullopt;
}

// First, lowest, highest and last of the points in one column, in their order.
std::vector<QPointF> thinned(const std::vector<QPointF>& points, double resolution) {
    std::vector<QPointF> kept;
    const auto column = [&](QPointF p) { return std::floor(p.x() / resolution); };
    for (std::size_t begin = 0; begin < points.size();) {
        std::size_t end = begin + 1, low = begin, high = begin;
        for (; end < points.size() && finite(points[begin]) && finite(points[end]) &&
               column(points[end]) == column(points[begin]);
             ++end) {
            low = points[end].y() > points[low].y() ? end : low;
            high = points[end].y() < points[high].y() ? end : high;
        }
        std::size_t chosen[] = {begin, std::min(low, high), std::max(low, high), end - 1};
        for (std::size_t k = 0; k < 4; ++k)
            if (k == 0 || chosen[k] != chosen[k - 1])
                kept.push_back(points[chosen[k]]);
        begin = end;
    }
    return kept;
}

} // namespace

std::vector<QPolygonF> clipped_polylines(const std::vector<QPointF>& points, const QRectF& clip, double resolution) {
    const auto all = thinned(points, resolution);
    std::vector<QPolygonF> pieces;
    bool open = false; // the last piece ends at all[k]
    for (std::size_t k = 0; k + 1 < all.size(); ++k) {
        const QPointF a = all[k], b = all[k + 1];
        const auto part = finite(a) && finite(b) ? visible_part(a, b, clip) : std::nullopt;
        if (!part) {
            open = false;
            continue;
        }
        if (!open || part->first > 0) {
            pieces.emplace_back();
            pieces.back() << a + part->first * (b - a);
        }
        pieces.back() << (part->second < 1 ? a + part->second * (b - a) : b);
        open = part->second == 1;
    }
    return pieces;
}

} // namespace alphascope::figure
