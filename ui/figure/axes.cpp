#include "ui/figure/axes.hpp"

#include "ui/figure/colour_map.hpp"
#include "ui/figure/math_text.hpp"
#include "ui/figure/metrics.hpp"

#include <QPainter>

#include <algorithm>

namespace alphascope::figure {
namespace {

using namespace metrics;

QPen axis_pen(const Theme& theme) {
    QPen pen(theme.axis, theme.axis_width);
    pen.setCapStyle(Qt::SquareCap);
    return pen;
}

QString exponent_text(int exponent) {
    return QStringLiteral("%1 10^{%2}").arg(QChar(0x00D7)).arg(number_text(exponent, 0));
}

void paint_x_ticks(QPainter* painter, const PanelLayout& place, const Theme& theme) {
    const QRectF plot = place.frame.plot;
    const auto mark = [&](double value, double length) {
        const double x = plot.left() + place.frame.x.fraction(value) * plot.width();
        painter->drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + length));
        return x;
    };
    for (const double value : place.x_ticks.minor)
        mark(value, minor_tick);
    for (const auto& tick : place.x_ticks.major) {
        painter->setPen(axis_pen(theme));
        const double x = mark(tick.value, major_tick);
        const double baseline = plot.bottom() + major_tick + tick_gap + 0.78 * theme.small_points;
        draw_text(painter, MathText(tick.label, theme.small_points), {x, baseline}, Anchor::centre, theme.text);
    }
}

void paint_y_ticks(QPainter* painter, const PanelLayout& place, const Theme& theme) {
    const QRectF plot = place.frame.plot;
    const auto mark = [&](double value, double length) {
        const double y = place.frame.at(place.frame.x.minimum, value).y();
        painter->drawLine(QPointF(plot.left(), y), QPointF(plot.left() - length, y));
        return y;
    };
    for (const double value : place.y_ticks.minor)
        mark(value, minor_tick);
    for (const auto& tick : place.y_ticks.major) {
        painter->setPen(axis_pen(theme));
        const double y = mark(tick.value, major_tick) + 0.36 * theme.small_points; // digits centred on the mark
        draw_text(painter, MathText(tick.label, theme.small_points), {plot.left() - major_tick - tick_gap, y},
                  Anchor::right, theme.text);
    }
}

} // namespace

void paint_grid(QPainter* painter, const PanelLayout& place, const Theme& theme) {
    const QRectF plot = place.frame.plot;
    painter->setPen(QPen(theme.grid, theme.axis_width));
    for (const auto& tick : place.x_ticks.major) {
        const double x = plot.left() + place.frame.x.fraction(tick.value) * plot.width();
        painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
    for (const auto& tick : place.y_ticks.major) {
        const double y = place.frame.at(place.frame.x.minimum, tick.value).y();
        painter->drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    }
}

void paint_axes(QPainter* painter, const Panel& panel, const PanelLayout& place, const Theme& theme, bool framed) {
    const QRectF plot = place.frame.plot;
    painter->setPen(axis_pen(theme));
    painter->setBrush(Qt::NoBrush);
    if (framed) {
        QPen pen = axis_pen(theme);
        pen.setJoinStyle(Qt::MiterJoin);
        painter->setPen(pen);
        painter->drawRect(plot);
    } else {
        painter->drawLine(plot.topLeft(), plot.bottomLeft());
        painter->drawLine(plot.bottomLeft(), plot.bottomRight());
    }
    paint_x_ticks(painter, place, theme);
    painter->setPen(axis_pen(theme));
    paint_y_ticks(painter, place, theme);

    QString x_label = panel.x.label;
    if (place.x_ticks.exponent != 0)
        x_label += QStringLiteral(" (%1)").arg(exponent_text(place.x_ticks.exponent));
    draw_text(painter, MathText(x_label, theme.base_points), {plot.center().x(), place.x_label_baseline},
              Anchor::centre, theme.text);
    if (place.y_ticks.exponent != 0)
        draw_text(painter, MathText(exponent_text(place.y_ticks.exponent), theme.small_points),
                  {plot.left(), plot.top() - 0.4 * theme.small_points}, Anchor::right, theme.text);
    const MathText y_label(panel.y.label, theme.base_points);
    const double half = 0.5 * y_label.width(), lowest = std::max(place.cell.bottom() - half, place.cell.center().y());
    const double highest = std::min(place.cell.top() + half, place.cell.center().y());
    painter->save(); // beside the middle of the plot, as far as the panel has room for it
    painter->translate(place.y_label_x, std::clamp(plot.center().y(), highest, lowest));
    painter->rotate(-90);
    draw_text(painter, y_label, {0, 0}, Anchor::centre, theme.text);
    painter->restore();
}

QString colour_bar_title(const HeatMap& map, const Ticks& ticks) {
    if (ticks.exponent == 0)
        return map.colour_label;
    return map.colour_label + (map.colour_label.isEmpty() ? "" : " ") + exponent_text(ticks.exponent);
}

bool goes_above(const HeatMap& map) {
    return map.view.maximum > static_cast<float>(map.colours.maximum);
}

bool goes_below(const HeatMap& map) {
    return map.view.minimum < static_cast<float>(axis_map(map.colours).minimum);
}

void paint_colour_bar(QPainter* painter, const HeatMap& map, const PanelLayout& place, const Theme& theme) {
    const QRectF bar = place.colour_bar;
    const auto& table = colour_table(map_on(theme, map.colours.map));
    QImage ramp(1, 256, QImage::Format_RGB32);
    for (int k = 0; k < 256; ++k)
        ramp.setPixel(0, k, table[static_cast<std::size_t>(255 - k)]);
    painter->save(); // image rectangles in units of 0.1 pt: SVG rounds them to whole units
    painter->scale(0.1, 0.1);
    painter->drawImage(QRectF(10 * bar.topLeft(), 10 * bar.size()), ramp, QRectF(ramp.rect()));
    painter->restore();
    QPen pen = axis_pen(theme);
    pen.setJoinStyle(Qt::MiterJoin);
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(bar);
    const auto arrow = [&](bool wanted, double from, double to, QRgb colour) {
        if (!wanted)
            return;
        painter->setBrush(QColor(colour));
        painter->drawPolygon(QPolygonF{{bar.left(), from}, {bar.center().x(), to}, {bar.right(), from}});
    };
    arrow(goes_above(map), bar.top(), bar.top() - bar_arrow, table.back());
    arrow(goes_below(map), bar.bottom(), bar.bottom() + bar_arrow, table.front());
    const AxisMap axis = axis_map(map.colours);
    for (const auto& tick : place.bar_ticks.major) {
        const double y = bar.bottom() - axis.fraction(tick.value) * bar.height();
        painter->setPen(axis_pen(theme));
        painter->drawLine(QPointF(bar.right(), y), QPointF(bar.right() + bar_tick, y));
        draw_text(painter, MathText(tick.label, theme.small_points),
                  {bar.right() + bar_tick + tick_gap, y + 0.36 * theme.small_points}, Anchor::left, theme.text);
    }
    draw_text(painter, MathText(colour_bar_title(map, place.bar_ticks), theme.base_points),
              {bar.left(), place.title_baseline}, Anchor::left, theme.text);
}

} // namespace alphascope::figure
