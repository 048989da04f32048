#include "ui/main_window/figure_view.hpp"

#include "ui/figure/painter.hpp"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace alphascope::ui {

namespace {
constexpr double pixels_per_point = 96.0 / 72.0; // logical pixels; the device's ratio comes from the painter
constexpr double edge = 8;                       // logical pixels that a figure on paper does not need
} // namespace

FigureView::FigureView(const QString& name, const QString& label, QWidget* parent)
    : QWidget(parent), theme_(figure::Theme::screen(false)) {
    setObjectName(name);
    setAccessibleName(label);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
}

void FigureView::set_panel(figure::Panel panel) {
    setAccessibleDescription(panel.note);
    figure_.panels = {std::move(panel)};
    lay_out();
    update();
}

void FigureView::clear() {
    setAccessibleDescription({});
    figure_.panels.clear();
    update();
}

void FigureView::set_dark(bool dark) {
    theme_ = figure::Theme::screen(dark);
    lay_out();
    update();
}

void FigureView::lay_out() {
    figure_.size_points = QSizeF(std::max(1.0, width() - edge), height()) / pixels_per_point;
    if (!has_panel())
        return;
    // A narrow view has less to spare for numbers that may become longer.
    constexpr double share = 0.08;
    const double usual = figure::Theme::screen(theme_.dark).least_tick_room;
    theme_.least_tick_room = std::min(usual, share * figure_.size_points.width());
    layout_ = figure::layout(figure_, theme_);
    // Square cells leave room on one side or below: it lies around the picture.
    const figure::PanelLayout& place = layout_.panels.front();
    const double right = figure_.size_points.width() - place.cell.right(),
                 below = place.room.height() - place.frame.plot.height();
    const auto half = [](double points) { return std::floor(std::max(0.0, points) * pixels_per_point / 2); };
    corner_ = {half(right), half(below)};
}

void FigureView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    lay_out();
}

void FigureView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme_.background);
    if (has_panel()) {
        painter.save();
        painter.translate(corner_);
        painter.scale(pixels_per_point / 10, pixels_per_point / 10);
        figure::paint_figure(&painter, figure_, theme_, layout_);
        painter.restore();
    }
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

QRectF FigureView::plot() const {
    if (layout_.panels.empty())
        return {};
    const QRectF points = layout_.panels.front().frame.plot;
    return {points.topLeft() * pixels_per_point + corner_, points.size() * pixels_per_point};
}

QPointF FigureView::value_at(QPointF position) const {
    return layout_.panels.front().frame.value_at((position - corner_) / pixels_per_point);
}

} // namespace alphascope::ui
