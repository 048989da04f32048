#include "ui/figure/painter.hpp"

#include "ui/figure/axes.hpp"
#include "ui/figure/heat_map.hpp"
#include "ui/figure/lines.hpp"
#include "ui/figure/math_text.hpp"
#include "ui/figure/metrics.hpp"

#include <QPainter>

namespace alphascope::figure {
namespace {

void paint_content(QPainter* painter, const Panel& panel, const PanelLayout& place, const Theme& theme) {
    std::visit(Overloaded{[&](const HeatMap& map) {
                              paint_heat_map(painter, map, place, theme);
                              paint_axes(painter, panel, place, theme, true);
                              if (map.colour_bar)
                                  paint_colour_bar(painter, map, place, theme);
                          },
                          [&](const LinePlot& lines) {
                              paint_grid(painter, place, theme);
                              paint_axes(painter, panel, place, theme, false);
                              paint_lines(painter, lines, place, theme);
                          },
                          [&](const PlanePlot& plane) {
                              paint_grid(painter, place, theme);
                              paint_axes(painter, panel, place, theme, false);
                              paint_plane(painter, plane, place, theme);
                          }},
               panel.content);
}

// Letter at the panel's left edge, title above the plot; a badge that found no room inside shares the title's line.
void paint_heading(QPainter* painter, const Figure& figure, std::size_t k, const PanelLayout& place,
                   const Theme& theme) {
    const Panel& panel = figure.panels[k];
    const QRectF plot = place.frame.plot;
    if (figure.panel_letters) {
        const QString letter(QChar('a' + static_cast<int>(k)));
        const MathText text = theme.letters == LetterStyle::bold
                                  ? MathText(letter, theme.base_points, Face::bold)
                                  : MathText(QStringLiteral("(%1)").arg(letter), theme.base_points, Face::upright);
        draw_text(painter, text, {place.cell.left(), place.title_baseline}, Anchor::left, theme.text);
    }
    const MathText title(panel.title, theme.base_points);
    draw_text(painter, title, {plot.left(), place.title_baseline}, Anchor::left, theme.text);
    const auto* map = std::get_if<HeatMap>(&panel.content);
    if (!map || map->badge.isEmpty() || place.badge_inside)
        return;
    const double from = panel.title.isEmpty() ? 0 : title.width() + 8;
    const QString badge = fitted(map->badge, theme.small_points, plot.width() - from);
    draw_text(painter, MathText(badge, theme.small_points), {plot.right(), place.title_baseline}, Anchor::right,
              theme.faint_text);
}

void paint_note(QPainter* painter, const Panel& panel, const PanelLayout& place, const Theme& theme) {
    double baseline = place.x_label_baseline + (panel.x.label.isEmpty() ? -theme.base_points : 0) + metrics::label_gap;
    for (const auto& line : place.note) {
        baseline += metrics::line_spacing * theme.small_points;
        draw_text(painter, MathText(line, theme.small_points), {place.frame.plot.left(), baseline}, Anchor::left,
                  theme.faint_text);
    }
}

} // namespace

void paint_figure(QPainter* painter, const Figure& figure, const Theme& theme) {
    paint_figure(painter, figure, theme, layout(figure, theme));
}

void paint_figure(QPainter* painter, const Figure& figure, const Theme& theme, const FigureLayout& places) {
    painter->save();
    painter->scale(10, 10); // from here on the unit is the point
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setRenderHint(QPainter::TextAntialiasing);
    painter->setRenderHint(QPainter::LosslessImageRendering); // without it a PDF stores maps as JPEG
    if (theme.background.alpha() > 0)
        painter->fillRect(QRectF(QPointF(0, 0), figure.size_points), theme.background);
    for (std::size_t k = 0; k < figure.panels.size(); ++k) {
        paint_content(painter, figure.panels[k], places.panels[k], theme);
        paint_heading(painter, figure, k, places.panels[k], theme);
        paint_note(painter, figure.panels[k], places.panels[k], theme);
    }
    double baseline = places.footer_baseline;
    for (const QString& line : places.footer) {
        draw_text(painter, MathText::plain(line, theme.small_points), {metrics::outer, baseline}, Anchor::left,
                  theme.faint_text);
        baseline += metrics::line_spacing * theme.small_points;
    }
    painter->restore();
}

} // namespace alphascope::figure
