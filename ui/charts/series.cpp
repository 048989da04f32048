#include "ui/charts/series.hpp"

#include "ui/figure/line_style.hpp"
#include "ui/figure/polyline.hpp"

#include <QChart>
#include <QLegend>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <set>

namespace alphascope::ui {

namespace {

constexpr double pixels_per_point = 96.0 / 72.0;
constexpr std::size_t few_dots = 12;
constexpr double mark_radius = 2.6;

QImage dot(const QColor& colour, double radius, double ratio) {
    const int side = static_cast<int>(std::ceil(2 * radius * ratio)) + 2;
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(QPointF(side / 2.0, side / 2.0), radius * ratio, radius * ratio);
    return image;
}

} // namespace

Series::Series(QWidget* parent) : QChartView(parent), x_(new QValueAxis), y_(new QValueAxis) {
    setAttribute(Qt::WA_TransparentForMouseEvents); // the chart around it handles all input
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setBackgroundBrush(Qt::NoBrush);
    setStyleSheet("background: transparent");
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    chart()->setBackgroundVisible(false);
    chart()->setPlotAreaBackgroundVisible(false);
    chart()->legend()->hide();
    chart()->setMargins({0, 0, 0, 0});
    chart()->setContentsMargins(0, 0, 0, 0);
    chart()->setAnimationOptions(QChart::NoAnimation);
    for (QValueAxis* axis : {x_, y_}) {
        axis->setVisible(false);
        axis->setRange(0, 1);
        chart()->addAxis(axis, axis == x_ ? Qt::AlignBottom : Qt::AlignLeft);
    }
}

void Series::place(QRectF plot) {
    setGeometry(plot.toAlignedRect());
    chart()->setPlotArea(plot.translated(-geometry().topLeft()));
}

QLineSeries* Series::next_series() {
    if (used_ == static_cast<int>(pool_.size())) {
        auto* series = new QLineSeries;
        chart()->addSeries(series);
        series->attachAxis(x_);
        series->attachAxis(y_);
        pool_.push_back(series);
    }
    return pool_[static_cast<std::size_t>(used_++)];
}

void Series::add_piece(const QList<QPointF>& points, const QPen& pen) {
    QLineSeries* series = next_series();
    series->setLightMarker({});
    series->setPen(pen);
    series->replace(points);
    series->show();
}

void Series::add_dots(const std::vector<double>& x, const std::vector<double>& y, const figure::AxisMap& x_map,
                      const figure::AxisMap& y_map, const QColor& colour, double radius, QSizeF plot) {
    QList<QPointF> points;
    std::set<std::pair<int, int>> taken; // thousands of eigenvalues often coincide within a pixel
    for (std::size_t k = 0; k < std::min(x.size(), y.size()); ++k) {
        const double fx = x_map.fraction(x[k]), fy = y_map.fraction(y[k]);
        if (!(fx >= 0 && fx <= 1 && fy >= 0 && fy <= 1))
            continue;
        if (taken.emplace(std::lround(fx * plot.width()), std::lround(fy * plot.height())).second)
            points.append({fx, fy});
    }
    QLineSeries* series = next_series();
    series->setPen(Qt::NoPen);
    series->setMarkerSize(2 * radius);
    series->setLightMarker(dot(colour, radius, devicePixelRatioF()));
    series->replace(points);
    series->show();
}

void Series::drawBackground(QPainter* painter, const QRectF& rect) {
    QChartView::drawBackground(painter, rect);
    if (!cloud_.image().isNull())
        painter->drawImage(chart()->plotArea().topLeft(), cloud_.image());
}

void Series::set_data(const figure::Panel& panel, const figure::AxisMap& x, const figure::AxisMap& y,
                      const figure::Theme& theme, QSizeF plot) {
    used_ = 0;
    if (!std::holds_alternative<figure::PlanePlot>(panel.content))
        cloud_ = {};
    if (const auto* lines = std::get_if<figure::LinePlot>(&panel.content)) {
        // Clipped with room around the view: far points would overflow the rasteriser.
        const figure::Frame unit{{0, 0, plot.width(), plot.height()}, x, y};
        const QRectF clip = unit.plot.adjusted(-8, -8, 8, 8);
        const auto fractions = [&](QPointF at) { return QPointF(at.x() / plot.width(), 1 - at.y() / plot.height()); };
        for (const auto& line : lines->lines) {
            QPen pen = figure::line_pen(line, theme);
            pen.setWidthF(pen.widthF() * pixels_per_point);
            std::vector<QPointF> points;
            for (std::size_t k = 0; k < std::min(line.x.size(), line.y.size()); ++k)
                points.push_back(unit.at(line.x[k], line.y[k]));
            for (const QPolygonF& piece : figure::clipped_polylines(points, clip, 0.5)) {
                QList<QPointF> values;
                for (const QPointF& at : piece)
                    values.append(fractions(at));
                add_piece(values, pen);
            }
            if (figure::is_marked(line))
                add_dots(line.x, line.y, x, y, pen.color(), mark_radius, plot);
        }
    } else if (const auto* plane = std::get_if<figure::PlanePlot>(&panel.content)) {
        cloud_.draw(plane->all, {{0, 0, plot.width(), plot.height()}, x, y}, figure::line_colour(0, theme),
                    devicePixelRatioF());
        const double radius = plane->now_x.size() <= few_dots ? 4.0 : 2.8; // many stay apart
        add_dots(plane->now_x, plane->now_y, x, y, figure::line_colour(1, theme), radius, plot);
    }
    for (std::size_t k = static_cast<std::size_t>(used_); k < pool_.size(); ++k) {
        pool_[k]->replace(QList<QPointF>());
        pool_[k]->hide();
    }
}

} // namespace alphascope::ui
