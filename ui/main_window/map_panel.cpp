#include "ui/main_window/map_panel.hpp"

#include "core/analysis/preview.hpp"
#include "ui/compute/show.hpp"
#include "ui/figure/figures.hpp"
#include "ui/main_window/token_label.hpp"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace alphascope::ui {

namespace {
constexpr double smallest_window = 8; // cells: below, there is nothing more to see
constexpr double wheel_step = 1.25;

/// The picture's view; a coarse one under the positions of the scene that it stands for.
MapView on_the_whole_scene(const Picture& picture) {
    MapView view = *picture.view;
    const Index factor = picture.shortening;
    for (Range* range : {&view.rows, &view.cols})
        *range = {range->begin * factor, range->end * factor};
    return view;
}
} // namespace

MapPanel::MapPanel(Selection& selection, QWidget* parent)
    : FigureView("map", tr("Coefficient map"), parent), selection_(selection) {
    setMouseTracking(true);
    setToolTip(tr("Click: move the cross-hair. Wheel: zoom. Drag: pan. Shift+drag: zoom to a box. "
                  "Double-click or 0: all of it."));
    connect(&selection_, &Selection::cursorMoved, this, [this] {
        if (has_map())
            show_view();
    });
}

Index MapPanel::length() const {
    return picture_->realised->length * picture_->shortening;
}

void MapPanel::show_picture(const PicturePtr& picture) {
    picture_ = picture;
    if (!has_map())
        return;
    const MapWindow inside = clipped({rows_, cols_}, length()); // another scene may be shorter
    rows_ = inside.rows;
    cols_ = inside.cols;
    show_view();
}

void MapPanel::clear() {
    picture_.reset();
    FigureView::clear();
}

void MapPanel::show_view() {
    MapView view = on_the_whole_scene(*picture_);
    const bool moved = !picture_->is_coarse() && (view.rows != shown_rows() || view.cols != shown_cols());
    if (moved)
        view = preview(view, shown_rows(), shown_cols());
    const bool part = view.rows.size() < length() || view.cols.size() < length();
    auto panel = figure::map_panel(view, picture_->colours,
                                   QString::fromStdString(picture_->realised->map_label(picture_->request.map)));
    if (panel.note.isEmpty())
        panel.note = QChar::Nbsp; // the line stays, so that the map does when something is to be said
    // The cross-hair may still be that of a longer map.
    const Index last = length() - 1, i = std::min(selection_.cursor().i, last),
                j = std::min(selection_.cursor().j, last);
    if (auto* map = std::get_if<figure::HeatMap>(&panel.content)) {
        QStringList first; // a narrow map cuts the end of its badge
        if (moved)
            first << tr("preview");
        if (picture_->is_coarse())
            first << tr("coarse");
        if (part && !picture_->request.colours)
            first << tr("colours: range of this view");
        map->badge = (first << map->badge).join(" · ");
        if (!picture_->is_coarse())
            map->cross_hair = std::pair(i, j);
    }
    set_panel(std::move(panel));
    setAccessibleDescription(describe({i, j}));
    tell_hovered();
}

void MapPanel::tell_hovered() {
    const bool inside = pointer_ && plot().contains(*pointer_);
    Q_EMIT hovered(inside ? describe(cell_at(*pointer_)) : QString());
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
    if (has_map())
        show_view();
    Q_EMIT asked();
}

void MapPanel::describe_window(View& view) const {
    if (rows_.size() > 0)
        view.rows = rows_;
    if (cols_.size() > 0)
        view.cols = cols_;
}

void MapPanel::restore_window(const View& view) {
    rows_ = view.rows.value_or(Range{});
    cols_ = view.cols.value_or(Range{});
}

void MapPanel::set_window(double top, double left, double size) {
    const double all = static_cast<double>(length());
    size = std::clamp(size, std::min(smallest_window, all), all);
    const auto range = [&](double from) {
        const Index begin = std::lround(std::clamp(from, 0.0, all - size));
        return Range{begin, std::min<Index>(begin + std::lround(size), length())};
    };
    rows_ = range(top);
    cols_ = range(left);
    show_view();
    Q_EMIT asked();
}

void MapPanel::zoom_about(QPointF position, double factor) {
    const Range rows = shown_rows(), cols = shown_cols();
    const double size = double(rows.size()), wanted = size / factor;
    // The cell under the position stays there.
    const QPointF share((position.x() - plot().left()) / plot().width(),
                        (position.y() - plot().top()) / plot().height());
    set_window(double(rows.begin) + share.y() * (size - wanted), double(cols.begin) + share.x() * (size - wanted),
               wanted);
}

QPointF MapPanel::exact_cell_at(QPointF position) const {
    const QRectF area = plot();
    const Range rows = shown_rows(), cols = shown_cols();
    return {double(cols.begin) + (position.x() - area.left()) / area.width() * double(cols.size()),
            double(rows.begin) + (position.y() - area.top()) / area.height() * double(rows.size())};
}

MapPanel::Cell MapPanel::cell_at(QPointF position) const {
    const QPointF exact = exact_cell_at(position);
    const auto cell = [&](double x) { return std::clamp<Index>(static_cast<Index>(std::floor(x)), 0, length() - 1); };
    return {cell(exact.y()), cell(exact.x())};
}

QString MapPanel::describe(Cell cell) const {
    const auto [i, j] = cell;
    const auto& view = *picture_->view;
    const auto token = [&](Index at) {
        const QString label = token_label(*picture_->realised, at);
        return label.isEmpty() ? QString() : QString(" “%1”").arg(label);
    };
    const QString text = tr("i %1%2   j %3%4   lag %5").arg(i).arg(token(i)).arg(j).arg(token(j)).arg(i - j);
    if (j > i && view.causal)
        return text + tr("   not causal: no weight");
    const QString name = view.kind == TileKind::alpha ? "α" : "s";
    const auto number = [](float value) { return QLocale::c().toString(double(value), 'g', 7); };
    if (picture_->whole && !picture_->is_coarse())
        return text + QString("   %1 %2").arg(name, number(picture_->whole->at(i, j)));
    // Too long to keep every cell: the pixel under the cursor, which may stand for several.
    const Index shorter = picture_->shortening;
    const Index y = (i / shorter - view.rows.begin) * view.height / std::max<Index>(view.rows.size(), 1);
    const Index x = (j / shorter - view.cols.begin) * view.width / std::max<Index>(view.cols.size(), 1);
    if (y < 0 || x < 0 || y >= view.height || x >= view.width)
        return text;
    const QString pooled = view.cells_per_pixel <= 1 && shorter == 1  ? QString()
                           : !view.is_exact() && y >= view.exact_rows ? tr("one near ")
                           : view.pooling == Pooling::mean            ? tr("mean near ")
                                                                      : tr("largest near ");
    return text +
           QString("   %1%2 %3").arg(pooled, name, number(view.pixels[static_cast<std::size_t>(y * view.width + x)]));
}

void MapPanel::paintEvent(QPaintEvent* event) {
    FigureView::paintEvent(event);
    QPainter painter(this);
    gesture_.paint_box(painter, plot(), palette());
}

void MapPanel::resizeEvent(QResizeEvent* event) {
    FigureView::resizeEvent(event);
    Q_EMIT asked();
}

void MapPanel::mousePressEvent(QMouseEvent* event) {
    if (has_map() && plot().contains(event->position()))
        gesture_.press(*event);
}

void MapPanel::mouseMoveEvent(QMouseEvent* event) {
    if (!has_map())
        return;
    const QPointF moved = gesture_.move(event->position());
    pointer_ = event->position();
    const Cell cell = cell_at(event->position());
    switch (gesture_.kind()) {
    case DragGesture::Kind::box: return update();
    case DragGesture::Kind::pan: {
        const double size = double(shown_rows().size());
        if (shown_rows().size() == length()) // nothing to pan over: the cross-hair follows
            return selection_.move_to(cell.i, cell.j);
        pan_rest_ -= moved * (size / plot().width());
        const QPointF cells(std::round(pan_rest_.x()), std::round(pan_rest_.y()));
        pan_rest_ -= cells;
        return set_window(double(rows_.begin) + cells.y(), double(cols_.begin) + cells.x(), size);
    }
    default: tell_hovered();
    }
}

void MapPanel::mouseReleaseEvent(QMouseEvent* event) {
    const QRectF box = gesture_.box(plot());
    pan_rest_ = {};
    switch (gesture_.release()) {
    case DragGesture::Kind::click: {
        const Cell cell = cell_at(event->position());
        return selection_.move_to(cell.i, cell.j);
    }
    case DragGesture::Kind::box:
        if (!box.isEmpty()) { // the square around it: cells stay square
            const QPointF first = exact_cell_at(box.topLeft()), last = exact_cell_at(box.bottomRight());
            const QPointF centre = (first + last) / 2;
            const double size = std::max(last.x() - first.x(), last.y() - first.y());
            set_window(centre.y() - size / 2, centre.x() - size / 2, size);
        }
        return update();
    default: return;
    }
}

void MapPanel::mouseDoubleClickEvent(QMouseEvent*) {
    reset_view();
}

void MapPanel::wheelEvent(QWheelEvent* event) {
    const int turned = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    if (!has_map() || turned == 0 || !plot().contains(event->position()))
        return event->ignore();
    const bool fine = event->modifiers().testFlag(Qt::ControlModifier);
    zoom_about(event->position(), std::pow(wheel_step, turned / 120.0 / (fine ? 4 : 1)));
    event->accept();
}

void MapPanel::keyPressEvent(QKeyEvent* event) {
    if (!has_map())
        return FigureView::keyPressEvent(event);
    const Index step = event->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
    auto [i, j] = selection_.cursor();
    switch (event->key()) {
    case Qt::Key_Up: i -= step; break;
    case Qt::Key_Down: i += step; break;
    case Qt::Key_Left: j -= step; break;
    case Qt::Key_Right: j += step; break;
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoom_about(plot().center(), wheel_step);
    case Qt::Key_Minus: return zoom_about(plot().center(), 1 / wheel_step);
    case Qt::Key_Escape: gesture_.cancel(); return update();
    default: return FigureView::keyPressEvent(event);
    }
    selection_.move_to(i, j);
}

void MapPanel::leaveEvent(QEvent*) {
    pointer_.reset();
    tell_hovered();
}

} // namespace alphascope::ui
