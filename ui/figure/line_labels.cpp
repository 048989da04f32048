#include "ui/figure/line_labels.hpp"

#include "ui/figure/line_style.hpp"
#include "ui/figure/math_text.hpp"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace alphascope::figure {
namespace {

constexpr double gap = 3, sample = 12; // between curve and name; length of a legend's sample line

bool shows(const QRectF& plot, QPointF p) {
    return std::isfinite(p.x()) && std::isfinite(p.y()) && plot.adjusted(-0.1, -0.1, 0.1, 0.1).contains(p);
}

// Where a curve leaves the plot: its last visible point, if that lies near the right edge.
std::optional<double> end_height(const Line& line, const Frame& frame) {
    for (std::size_t k = std::min(line.x.size(), line.y.size()); k-- > 0;) {
        const QPointF p = frame.at(line.x[k], line.y[k]);
        if (!shows(frame.plot, p))
            continue;
        if (frame.plot.right() - p.x() > 0.08 * frame.plot.width())
            return std::nullopt;
        return p.y();
    }
    return std::nullopt;
}

std::vector<std::size_t> named(const LinePlot& lines) {
    std::vector<std::size_t> with_name;
    for (std::size_t k = 0; k < lines.lines.size(); ++k)
        if (!lines.lines[k].name.isEmpty())
            with_name.push_back(k);
    return with_name;
}

} // namespace

std::vector<double> direct_label_places(const LinePlot& lines, const Frame& frame, const Theme& theme) {
    const auto with_name = named(lines);
    if (with_name.empty() || with_name.size() > 6)
        return {};
    std::vector<double> wanted(lines.lines.size(), 0);
    for (const std::size_t k : with_name) {
        const auto end = end_height(lines.lines[k], frame);
        if (!end)
            return {};
        wanted[k] = *end;
    }
    auto order = with_name;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
    const double step = 1.2 * theme.small_points;
    auto placed = wanted;
    double free_from = frame.plot.top();
    for (const std::size_t k : order) { // downwards, then back up from the bottom edge
        placed[k] = std::max(placed[k], free_from);
        free_from = placed[k] + step;
    }
    double free_to = frame.plot.bottom();
    for (auto k = order.rbegin(); k != order.rend(); ++k) {
        placed[*k] = std::min(placed[*k], free_to);
        free_to = placed[*k] - step;
    }
    for (const std::size_t k : with_name)
        if (std::abs(placed[k] - wanted[k]) > 1.5 * step)
            return {};
    return placed;
}

double direct_label_width(const LinePlot& lines, const Theme& theme) {
    double width = 0;
    for (const auto& line : lines.lines)
        width = std::max(width, MathText(line.name, theme.small_points).width());
    return gap + width;
}

void paint_direct_labels(QPainter* painter, const LinePlot& lines, const PanelLayout& place, const Theme& theme) {
    for (std::size_t k = 0; k < lines.lines.size(); ++k) {
        const MathText name(lines.lines[k].name, theme.small_points);
        const QPointF at(place.frame.plot.right() + gap, place.label_y[k] + 0.35 * theme.small_points);
        draw_text(painter, name, at, Anchor::left, line_colour(lines.lines[k].colour, theme));
    }
}

void paint_legend(QPainter* painter, const LinePlot& lines, const Frame& frame, const Theme& theme) {
    const auto with_name = named(lines);
    if (with_name.empty())
        return;
    const double step = 1.3 * theme.small_points;
    const QSizeF size(direct_label_width(lines, theme) + sample + 2, step * static_cast<double>(with_name.size()));
    const QRectF room = frame.plot.adjusted(4, 3, -3, -3);
    QRectF corners[] = {{room.right() - size.width(), room.top(), size.width(), size.height()},
                        {room.left(), room.top(), size.width(), size.height()},
                        {room.right() - size.width(), room.bottom() - size.height(), size.width(), size.height()},
                        {room.left(), room.bottom() - size.height(), size.width(), size.height()}};
    const auto covered = [&](const QRectF& corner) {
        std::size_t points = 0;
        for (const auto& line : lines.lines)
            for (std::size_t k = 0; k < std::min(line.x.size(), line.y.size()); ++k)
                points += corner.contains(frame.at(line.x[k], line.y[k]));
        return points;
    };
    const QRectF best = *std::min_element(std::begin(corners), std::end(corners),
                                          [&](const QRectF& a, const QRectF& b) { return covered(a) < covered(b); });
    double y = best.top() + 0.5 * step;
    for (const std::size_t k : with_name) {
        painter->setPen(line_pen(lines.lines[k], theme));
        painter->drawLine(QPointF(best.left(), y), QPointF(best.left() + sample, y));
        draw_text(painter, MathText(lines.lines[k].name, theme.small_points),
                  {best.left() + sample + gap, y + 0.35 * theme.small_points}, Anchor::left, theme.text);
        y += step;
    }
}

} // namespace alphascope::figure
