#include "ui/main_window/map_panel.hpp"

#include "ui/figure/figures.hpp"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace alphascope::ui {

namespace {
constexpr double smallest_window = 8; // cells: below, there is nothing more to see
constexpr double wheel_step = 1.25;
} // namespace

MapPanel::MapPanel(QWidget* parent) : FigureView("map", tr("Coefficient map"), parent) {
    setMouseTracking(true);
    setToolTip(tr("Click: move the cross-hair. Wheel: zoom. Drag: pan. Double-click or 0: all of it."));
}

void MapPanel::show_picture(const PicturePtr& picture) {
    picture_ = picture;
    if (!picture->view)
        return;
    auto panel = figure::map_panel(*picture->view, picture->colours,
                                   QString::fromStdString(picture->realised->map_label(picture->request.map)));
    if (auto* map = std::get_if<figure::HeatMap>(&panel.content); map && !picture->coarse)
        map->cross_hair = std::pair(picture->request.i, picture->request.j);
    set_panel(std::move(panel));
    setAccessibleDescription(describe(picture->request.i, picture->request.j));
}

void MapPanel::ask(ShowRequest& request) const {
    const double ratio = devicePixelRatioF();
    // Before the first layout: about what the plot will be.
    QSizeF size = plot().size();
    if (size.isEmpty()) {
        const double side = std::max(64.0, std::min(width() - 120.0, height() - 60.0));
        size = {side, side};
    }
    request.width = static_cast<int>(std::lround(size.width() * ratio));
    request.height = static_cast<int>(std::lround(size.height() * ratio));
    request.rows = rows_;
    request.cols = cols_;
}

void MapPanel::reset_view() {
    rows_ = cols_ = {};
    Q_EMIT asked();
}

void MapPanel::set_window(double top, double left, double size) {
    const double length = static_cast<double>(picture_->realised->length);
    size = std::clamp(size, std::min(smallest_window, length), length);
    const auto range = [&](double from) {
        const Index begin = std::lround(std::clamp(from, 0.0, length - size));
        return Range{begin, std::min<Index>(begin + std::lround(size), static_cast<Index>(length))};
    };
    rows_ = range(top);
    cols_ = range(left);
    Q_EMIT asked();
}

std::pair<Index, Index> MapPanel::cell_at(QPointF position) const {
    const QPointF value = value_at(position);
    const Index last = picture_->realised->length - 1;
    const auto cell = [&](double x) { return std::clamp<Index>(static_cast<Index>(std::floor(x + 0.5)), 0, last); };
    return {cell(value.y()), cell(value.x())};
}

QString MapPanel::describe(Index i, Index j) const {
    const auto& view = *picture_->view;
    const auto& labels = picture_->realised->labels;
    const auto token = [&](Index at) {
        return at < static_cast<Index>(labels.size())
                   ? QString(" “%1”").arg(
                         QString::fromStdString(labels[static_cast<std::size_t>(at)]).replace('\n', "⏎"))
                   : QString();
    };
    QString text = tr("i %1%2   j %3%4   lag %5").arg(i).arg(token(i)).arg(j).arg(token(j)).arg(i - j);
    if (j > i)
        return text + tr("   not causal: no weight");
    const Index y = (i - view.rows.begin) * view.height / std::max<Index>(view.rows.size(), 1);
    const Index x = (j - view.cols.begin) * view.width / std::max<Index>(view.cols.size(), 1);
    if (y < 0 || x < 0 || y >= view.height || x >= view.width)
        return text;
    const float value = view.pixels[static_cast<std::size_t>(y * view.width + x)];
    const QString name = view.kind == TileKind::alpha ? "α" : "s";
    return text + QString("   %1 %2").arg(name, QLocale::c().toString(double(value), 'g', 5));
}

void MapPanel::resizeEvent(QResizeEvent* event) {
    FigureView::resizeEvent(event);
    Q_EMIT asked();
}

void MapPanel::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !picture_ || !picture_->view || !plot().contains(event->position()))
        return;
    pressed_ = true;
    panning_ = false;
    press_ = event->position();
    pan_from_ = QPointF(double(picture_->view->cols.begin), double(picture_->view->rows.begin));
}

void MapPanel::mouseMoveEvent(QMouseEvent* event) {
    if (!picture_ || !picture_->view || picture_->coarse)
        return;
    const Index size = picture_->view->rows.size();
    const bool zoomed = size < picture_->realised->length;
    if (pressed_ && zoomed && (panning_ || (event->position() - press_).manhattanLength() > 6)) {
        panning_ = true;
        const QPointF cells = (press_ - event->position()) * (double(size) / plot().width());
        return set_window(pan_from_.y() + cells.y(), pan_from_.x() + cells.x(), double(size));
    }
    if (!plot().contains(event->position()))
        return Q_EMIT hovered({});
    const auto [i, j] = cell_at(event->position());
    Q_EMIT hovered(describe(i, j));
    if (pressed_ && !zoomed)
        Q_EMIT crossHairMoved(i, std::min(i, j));
}

void MapPanel::mouseReleaseEvent(QMouseEvent* event) {
    if (!pressed_)
        return;
    pressed_ = false;
    if (!panning_) {
        const auto [i, j] = cell_at(event->position());
        Q_EMIT crossHairMoved(i, std::min(i, j));
    }
}

void MapPanel::mouseDoubleClickEvent(QMouseEvent*) {
    reset_view();
}

void MapPanel::wheelEvent(QWheelEvent* event) {
    if (!picture_ || !picture_->view || !plot().contains(event->position()))
        return event->ignore();
    const double notches = event->angleDelta().y() / 120.0;
    const auto& view = *picture_->view;
    const double size = double(view.rows.size());
    const double wanted =
        size / std::pow(wheel_step, event->modifiers().testFlag(Qt::ControlModifier) ? notches / 4 : notches);
    // The cell under the cursor stays there.
    const QPointF share((event->position().x() - plot().left()) / plot().width(),
                        (event->position().y() - plot().top()) / plot().height());
    set_window(double(view.rows.begin) + share.y() * (size - wanted),
               double(view.cols.begin) + share.x() * (size - wanted), wanted);
    event->accept();
}

void MapPanel::keyPressEvent(QKeyEvent* event) {
    if (!picture_)
        return FigureView::keyPressEvent(event);
    const Index step = event->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
    Index i = picture_->request.i, j = picture_->request.j;
    switch (event->key()) {
    case Qt::Key_Up: i -= step; break;
    case Qt::Key_Down: i += step; break;
    case Qt::Key_Left: j -= step; break;
    case Qt::Key_Right: j += step; break;
    default: return FigureView::keyPressEvent(event);
    }
    i = std::clamp<Index>(i, 0, picture_->realised->length - 1);
    Q_EMIT crossHairMoved(i, std::clamp<Index>(j, 0, i));
}

void MapPanel::leaveEvent(QEvent*) {
    Q_EMIT hovered({});
}

} // namespace alphascope::ui
