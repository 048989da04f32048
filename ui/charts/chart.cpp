#include "ui/charts/chart.hpp"

#include "ui/charts/series.hpp"
#include "ui/figure/painter.hpp"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace alphascope::ui {

namespace {

constexpr double pixels_per_point = 96.0 / 72.0; // logical pixels
constexpr QRectF whole_window(0, 0, 1, 1);       // fractions of the axes, y upwards
constexpr double wheel_step = 1.2;

// The panel without its numbers: what is painted around and under the series.
figure::Panel decoration_of(const figure::Panel& panel) {
    figure::Panel bare{panel.title, panel.x, panel.y, {}, panel.note};
    if (const auto* lines = std::get_if<figure::LinePlot>(&panel.content)) {
        figure::LinePlot names{{}, lines->references};
        for (const auto& line : lines->lines)
            names.lines.push_back({line.name, {}, {}, line.colour, line.dashed});
        bare.content = std::move(names);
    } else if (const auto* plane = std::get_if<figure::PlanePlot>(&panel.content)) {
        bare.content = figure::PlanePlot{.unit_circle = plane->unit_circle};
    }
    return bare;
}

figure::Figure as_figure(const figure::Panel& panel, QSizeF size) {
    figure::Figure figure;
    figure.panels = {panel};
    figure.size_points = size / pixels_per_point;
    return figure;
}

} // namespace

Chart::Chart(const QString& object_name, const QString& accessible_name, QWidget* parent)
    : QWidget(parent), theme_(figure::Theme::screen(false)), series_(std::make_unique<Series>(this)) {
    setObjectName(object_name);
    setAccessibleName(accessible_name);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    series_->hide();
}

Chart::~Chart() = default;

void Chart::set_panel(figure::Panel panel) {
    panel_ = std::move(panel);
    filled_ = true;
    setAccessibleDescription(panel_.note);
    apply_window();
}

void Chart::set_dark(bool dark) {
    theme_ = figure::Theme::screen(dark);
    apply_window();
}

void Chart::reset_zoom() {
    window_.reset();
    apply_window();
}

void Chart::apply_window() {
    if (!filled_)
        return;
    shown_ = decoration_of(panel_);
    if (window_) {
        const bool log_x = shown_.x.scale == figure::Scale::log, log_y = shown_.y.scale == figure::Scale::log;
        if (!log_x || window_->left > 0) {
            shown_.x.minimum = window_->left;
            shown_.x.maximum = window_->right;
        }
        if (!log_y || window_->bottom > 0) {
            shown_.y.minimum = window_->bottom;
            shown_.y.maximum = window_->top;
        }
    }
    lay_out();
}

void Chart::lay_out() {
    if (!filled_ || width() < 40 || height() < 40)
        return;
    // Names are placed by the data, hence the layout sees all of the panel.
    figure::Panel whole = panel_;
    whole.x = shown_.x;
    whole.y = shown_.y;
    place_ = figure::layout(as_figure(whole, size()), theme_).panels.front();
    const QRectF area = plot();
    series_->setVisible(area.width() > 4 && area.height() > 4);
    if (series_->isVisibleTo(this)) {
        series_->place(area);
        series_->set_data(panel_, place_.frame.x, place_.frame.y, theme_, area.size());
    }
    update();
}

QRectF Chart::plot() const {
    return {place_.frame.plot.topLeft() * pixels_per_point, place_.frame.plot.size() * pixels_per_point};
}

QPointF Chart::value_at(QPointF position) const {
    return place_.frame.value_at(position / pixels_per_point);
}

// The unit circle is what a plane is read by: a plane that is not zoomed into keeps all of it in view, a closer one
// stays where there is something to see.
QRectF Chart::within_plane(QRectF part) const {
    constexpr double closer = 0.999; // than all of it, rounding aside
    const auto kept = [](double low, double high, double home_low, double home_high) {
        const double size = high - low, home = closer * (home_high - home_low);
        const double least = size < home ? home_low - size / 2 : std::min(1 - size, -1.0);
        const double most = size < home ? home_high - size / 2 : std::max(-1.0, 1 - size);
        return std::clamp(low, std::min(least, most), std::max(least, most));
    };
    const auto &x = place_.frame.x, &y = place_.frame.y;
    const double left = kept(x.value(part.left()), x.value(part.right()), panel_.x.minimum, panel_.x.maximum);
    const double bottom = kept(y.value(part.top()), y.value(part.bottom()), panel_.y.minimum, panel_.y.maximum);
    return {QPointF(x.fraction(left), y.fraction(bottom)), part.size()};
}

void Chart::set_window(QRectF part) {
    if (std::holds_alternative<figure::PlanePlot>(panel_.content))
        part = within_plane(part);
    const auto &x = place_.frame.x, &y = place_.frame.y;
    const Window window{x.value(part.left()), x.value(part.right()), y.value(part.top()), y.value(part.bottom())};
    const double width = window.right - window.left, height = window.top - window.bottom;
    const auto resolved = [](double size, double a, double b) {
        return std::isfinite(size) && size > 1e-12 * std::max(std::abs(a), std::abs(b)) && size > 1e-290;
    };
    if (!resolved(width, window.left, window.right) || !resolved(height, window.bottom, window.top))
        return; // closer than numbers can tell, or farther than they reach
    window_ = window;
    apply_window();
}

void Chart::zoom_about(QPointF position, double factor_x, double factor_y) {
    const QRectF area = plot();
    if (!filled_ || area.isEmpty())
        return;
    const double x = (position.x() - area.left()) / area.width(), y = (area.bottom() - position.y()) / area.height();
    set_window({QPointF(x - x / factor_x, y - y / factor_y), QPointF(x + (1 - x) / factor_x, y + (1 - y) / factor_y)});
}

void Chart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme_.background);
    if (filled_) {
        painter.save();
        painter.scale(pixels_per_point / 10, pixels_per_point / 10);
        figure::FigureLayout places;
        places.panels = {place_};
        figure::paint_figure(&painter, as_figure(shown_, size()), theme_, places);
        painter.restore();
    }
    gesture_.paint_box(painter, plot(), palette());
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void Chart::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    lay_out();
}

void Chart::wheelEvent(QWheelEvent* event) {
    // Alt turns the wheel's direction on some platforms.
    const int turned = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    if (!filled_ || turned == 0)
        return event->ignore();
    const bool fine = event->modifiers().testFlag(Qt::ControlModifier);
    const double factor = std::pow(wheel_step, turned / 120.0 / (fine ? 4 : 1));
    const QRectF area = plot();
    const QPointF at = event->position();
    const bool plane = std::holds_alternative<figure::PlanePlot>(panel_.content); // keeps its aspect
    const bool x_only = !plane && (event->modifiers().testFlag(Qt::ShiftModifier) || at.y() > area.bottom());
    const bool y_only = !plane && (event->modifiers().testFlag(Qt::AltModifier) || at.x() < area.left());
    zoom_about(at, y_only ? 1 : factor, x_only ? 1 : factor);
    event->accept();
}

void Chart::mousePressEvent(QMouseEvent* event) {
    const bool keeps_aspect = std::holds_alternative<figure::PlanePlot>(panel_.content);
    const bool possible = !(keeps_aspect && DragGesture::wants_box(*event));
    if (filled_ && possible && plot().contains(event->position()))
        gesture_.press(*event);
}

void Chart::mouseMoveEvent(QMouseEvent* event) {
    const QRectF area = plot();
    const QPointF moved = gesture_.move(event->position());
    if (gesture_.kind() == DragGesture::Kind::pan) {
        set_window(whole_window.translated(-moved.x() / area.width(), moved.y() / area.height()));
    } else if (gesture_.kind() == DragGesture::Kind::box) {
        update();
    } else if (filled_ && area.contains(event->position())) {
        const QPointF value = value_at(event->position());
        Q_EMIT hovered(value.x(), value.y());
    }
}

void Chart::mouseReleaseEvent(QMouseEvent* event) {
    const QRectF area = plot(), box = gesture_.box(area);
    switch (gesture_.release()) {
    case DragGesture::Kind::click: {
        const QPointF value = value_at(event->position());
        Q_EMIT picked(value.x(), value.y());
        break;
    }
    case DragGesture::Kind::box:
        if (!box.isEmpty()) {
            const auto x = [&](double at) { return (at - area.left()) / area.width(); };
            const auto y = [&](double at) { return (area.bottom() - at) / area.height(); };
            set_window({QPointF(x(box.left()), y(box.bottom())), QPointF(x(box.right()), y(box.top()))});
        }
        update();
        break;
    default: break;
    }
}

void Chart::mouseDoubleClickEvent(QMouseEvent*) {
    reset_zoom();
}

void Chart::keyPressEvent(QKeyEvent* event) {
    const auto pan = [&](double x, double y) { set_window(whole_window.translated(x, y)); };
    switch (event->key()) {
    case Qt::Key_0: return reset_zoom();
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoom_about(plot().center(), wheel_step, wheel_step);
    case Qt::Key_Minus: return zoom_about(plot().center(), 1 / wheel_step, 1 / wheel_step);
    case Qt::Key_Left: return pan(-0.1, 0);
    case Qt::Key_Right: return pan(0.1, 0);
    case Qt::Key_Up: return pan(0, 0.1);
    case Qt::Key_Down: return pan(0, -0.1);
    case Qt::Key_Escape: gesture_.cancel(); return update();
    default: QWidget::keyPressEvent(event);
    }
}

} // namespace alphascope::ui
