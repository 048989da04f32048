#include "ui/figure/lines.hpp"

#include "ui/figure/cloud.hpp"
#include "ui/figure/line_labels.hpp"
#include "ui/figure/line_style.hpp"
#include "ui/figure/math_text.hpp"
#include "ui/figure/polyline.hpp"

#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace alphascope::figure {
namespace {

constexpr double resolution = 0.12; // of thinning, in points: a pixel at 600 dpi

// Rasterising one long thick path is slow; in vector output whole polylines keep their joints.
void draw_polyline(QPainter* painter, const QPolygonF& piece) {
    constexpr qsizetype chunk = 64;
    const bool whole = painter->paintEngine()->type() != QPaintEngine::Raster || piece.size() < 300 ||
                       painter->pen().style() == Qt::CustomDashLine;
    if (whole) {
        painter->drawPolyline(piece);
        return;
    }
    for (qsizetype begin = 0; begin + 1 < piece.size(); begin += chunk)
        painter->drawPolyline(piece.constData() + begin, static_cast<int>(std::min(chunk + 1, piece.size() - begin)));
}

void draw_clipped(QPainter* painter, const std::vector<QPointF>& points, const QRectF& clip) {
    for (const auto& piece : clipped_polylines(points, clip, resolution))
        draw_polyline(painter, piece);
}

/// Labels of vertical lines stand at the top, in as many rows as they need.
class LabelRows {
public:
    int row_for(double from, double to) {
        int row = 0;
        while (std::any_of(taken_.begin(), taken_.end(),
                           [&](const Taken& t) { return t.row == row && from < t.to && t.from < to; }))
            ++row;
        taken_.push_back({from, to, row});
        return row;
    }

private:
    struct Taken {
        double from, to;
        int row;
    };
    std::vector<Taken> taken_;
};

void draw_reference(QPainter* painter, const Reference& reference, const Frame& frame, const Theme& theme,
                    LabelRows& rows) {
    const double f = (reference.horizontal ? frame.y : frame.x).fraction(reference.at);
    if (!(f >= 0 && f <= 1))
        return;
    QPen pen(theme.faint_text, theme.axis_width);
    pen.setDashPattern({3, 2});
    painter->setPen(pen);
    const QRectF plot = frame.plot;
    const MathText label(reference.label, theme.small_points);
    if (reference.horizontal) {
        const double y = plot.bottom() - f * plot.height();
        painter->drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        const bool above = y - plot.top() > 1.3 * theme.small_points;
        draw_text(painter, label, {plot.right() - 1, above ? y - 2 : y + theme.small_points}, Anchor::right,
                  theme.faint_text);
    } else {
        const double x = plot.left() + f * plot.width();
        painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        const bool right = x + 3 + label.width() < plot.right();
        const double from = right ? x + 3 : x - 3 - label.width();
        const int row = label.width() > 0 ? rows.row_for(from - 2, from + label.width() + 2) : 0;
        draw_text(painter, label, {from, plot.top() + theme.small_points * (1 + 1.25 * row)}, Anchor::left,
                  theme.faint_text);
    }
}

std::vector<QPointF> circle(const Frame& frame) {
    constexpr int segments = 256;
    std::vector<QPointF> points;
    for (int k = 0; k <= segments; ++k) {
        const double angle = 2 * 3.14159265358979323846 * k / segments;
        points.push_back(frame.at(std::cos(angle), std::sin(angle)));
    }
    return points;
}

void draw_dots(QPainter* painter, const std::vector<double>& x, const std::vector<double>& y, const Frame& frame,
               double radius) {
    std::set<std::pair<int, int>> drawn; // places on a grid finer than a dot
    for (std::size_t k = 0; k < std::min(x.size(), y.size()); ++k) {
        const QPointF at = frame.at(x[k], y[k]);
        if (!std::isfinite(at.x()) || !std::isfinite(at.y()) || !frame.plot.contains(at))
            continue;
        if (drawn.emplace(std::lround(5 * at.x()), std::lround(5 * at.y())).second)
            painter->drawEllipse(at, radius, radius);
    }
}

// Vector output holds every dot: where there are very many, dots that overlap by half are one.
void draw_cloud(QPainter* painter, const ComplexMatrix& points, const Frame& frame, double radius) {
    constexpr std::size_t many = 20000;
    auto cells = cloud_cells(points, frame, 0.2);
    if (cells.size() > many)
        cells = cloud_cells(points, frame, radius);
    for (const CloudCell& cell : cells)
        painter->drawEllipse(cell.at, radius, radius);
}

QColor mixed(const QColor& a, const QColor& b, double share) {
    return QColor::fromRgbF(static_cast<float>(a.redF() + share * (b.redF() - a.redF())),
                            static_cast<float>(a.greenF() + share * (b.greenF() - a.greenF())),
                            static_cast<float>(a.blueF() + share * (b.blueF() - a.blueF())));
}

} // namespace

void paint_lines(QPainter* painter, const LinePlot& lines, const PanelLayout& place, const Theme& theme) {
    const Frame& frame = place.frame;
    LabelRows rows;
    for (const auto& reference : lines.references)
        draw_reference(painter, reference, frame, theme, rows);
    painter->setBrush(Qt::NoBrush);
    for (const auto& line : lines.lines) {
        std::vector<QPointF> points;
        for (std::size_t k = 0; k < std::min(line.x.size(), line.y.size()); ++k)
            points.push_back(frame.at(line.x[k], line.y[k]));
        painter->setPen(line_pen(line, theme));
        draw_clipped(painter, points, frame.plot);
        if (is_marked(line)) {
            painter->save();
            painter->setPen(Qt::NoPen);
            painter->setBrush(line_colour(line.colour, theme));
            draw_dots(painter, line.x, line.y, frame, 1.4 * theme.line_width);
            painter->restore();
        }
    }
    if (place.label_y.empty())
        paint_legend(painter, lines, frame, theme);
    else
        paint_direct_labels(painter, lines, place, theme);
}

void paint_plane(QPainter* painter, const PlanePlot& plane, const PanelLayout& place, const Theme& theme) {
    const Frame& frame = place.frame;
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(mixed(theme.grid, theme.axis, 0.25), theme.axis_width));
    draw_clipped(painter, {frame.at(frame.x.minimum, 0), frame.at(frame.x.maximum, 0)}, frame.plot);
    draw_clipped(painter, {frame.at(0, frame.y.minimum), frame.at(0, frame.y.maximum)}, frame.plot);
    if (plane.unit_circle) {
        painter->setPen(QPen(theme.faint_text, 0.7 * theme.line_width));
        draw_clipped(painter, circle(frame), frame.plot);
    }
    const QColor dark = line_colour(0, theme);
    const bool has_now = !plane.now_x.empty();
    painter->setPen(Qt::NoPen);
    painter->setBrush(has_now ? mixed(theme.background, dark, 0.45) : dark);
    const double size = theme.line_width * std::min(1.0, frame.plot.width() / 100); // smaller in small plots
    if (plane.all)
        draw_cloud(painter, *plane.all, frame, 0.9 * size);
    constexpr std::size_t few = 12; // outlines of many would cover their neighbours
    painter->setPen(plane.now_x.size() <= few ? QPen(theme.background, 0.4) : QPen(Qt::NoPen));
    painter->setBrush(line_colour(1, theme));
    draw_dots(painter, plane.now_x, plane.now_y, frame, 1.9 * size);
}

} // namespace alphascope::figure
