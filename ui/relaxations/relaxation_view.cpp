#include "ui/relaxations/relaxation_view.hpp"

#include "ui/figure/line_style.hpp"
#include "ui/relaxations/layered_layout.hpp"
#include "ui/relaxations/relaxation_items.hpp"

#include <QFontInfo>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <set>

namespace alphascope::ui {

namespace {
constexpr double layer_gap = 180, node_gap = 12; // a gap has room for a constraint
constexpr double least_zoom = 0.25, most_zoom = 3, wheel_step = 1.2, margin = 24;
constexpr double readable_points = 9;
constexpr int grey = 6; // of the qualitative palette

struct Stretch {
    double begin, end;
};

/// Where a window of a given size begins that has `kept` in it and cuts as few of the others as can be.
double best_begin(double size, const Stretch& kept, const std::vector<Stretch>& others) {
    Stretch all = kept;
    std::vector<double> candidates;
    for (const Stretch& other : others) {
        all = {std::min(all.begin, other.begin), std::max(all.end, other.end)};
        candidates.push_back(other.begin - margin);
        candidates.push_back(other.end + margin - size);
    }
    const double centred = (all.begin + all.end - size) / 2;
    candidates.push_back(centred);
    candidates.push_back((kept.begin + kept.end - size) / 2);
    const auto cost = [&](double begin) {
        const auto whole = [&](const Stretch& s) { return s.begin >= begin && s.end <= begin + size; };
        const auto outside = [&](const Stretch& s) { return s.end <= begin || s.begin >= begin + size; };
        double sum = whole(kept) ? 0 : 1e6;
        for (const Stretch& other : others)
            sum += whole(other) ? 0 : outside(other) ? 1 : 1.5; // half a name is worse than none
        return sum + 1e-9 * std::abs(begin - centred);
    };
    return *std::min_element(candidates.begin(), candidates.end(),
                             [&](double a, double b) { return cost(a) < cost(b); });
}
} // namespace

RelaxationView::RelaxationView(RelaxationGraph graph, QWidget* parent)
    : QGraphicsView(parent), graph_(std::move(graph)) {
    setObjectName("relaxations/graph");
    setAccessibleName(tr("Relaxation map"));
    setScene(new QGraphicsScene(this));
    setFrameShape(NoFrame);
    setDragMode(ScrollHandDrag);
    setTransformationAnchor(AnchorUnderMouse);
    setRenderHint(QPainter::Antialiasing);
    viewport()->setBackgroundRole(QPalette::Window);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the hand pans
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setCursor(Qt::ArrowCursor);
    build();
    refresh();
}

void RelaxationView::build() {
    LayeredGraph graph;
    for (const auto& node : graph_.nodes)
        graph.nodes.push_back({PresetItem::width(node.name, font()), PresetItem::height});
    for (const auto& edge : graph_.edges)
        graph.edges.push_back({edge.poorer, edge.richer});
    const LayeredLayout places = layered_layout(graph, layer_gap, node_gap);
    for (std::size_t e = 0; e < graph_.edges.size(); ++e) {
        constraints_.push_back(new ConstraintItem(places.routes[e], graph_.edges[e].constraint, font()));
        scene()->addItem(constraints_.back());
    }
    for (std::size_t n = 0; n < graph_.nodes.size(); ++n) {
        const auto& node = graph_.nodes[n];
        auto* item = new PresetItem(node.name, font());
        item->set_box(places.nodes[n]);
        item->setToolTip(QString("<b>%1</b>%2<br>%3")
                             .arg(node.name.toHtmlEscaped(), node.year > 0 ? QString(", %1").arg(node.year) : QString(),
                                  node.note.toHtmlEscaped()));
        item->setCursor(Qt::PointingHandCursor);
        presets_.push_back(item);
        scene()->addItem(item);
    }
    scene()->setSceneRect(QRectF(QPointF(), places.size).adjusted(-60, -60, 60, 60));
}

void RelaxationView::refresh() {
    const auto theme = figure::Theme::screen(palette().color(QPalette::Window).lightness() < 128);
    std::set<int> near{selected_};
    for (std::size_t e = 0; e < graph_.edges.size(); ++e) {
        const auto& edge = graph_.edges[e];
        const bool up = edge.poorer == selected_, down = edge.richer == selected_;
        if (up || down)
            near.insert(up ? edge.richer : edge.poorer);
        constraints_[e]->set_state(up     ? ConstraintItem::Label::at_end
                                   : down ? ConstraintItem::Label::at_start
                                          : ConstraintItem::Label::none,
                                   selected_ >= 0);
    }
    for (int n = 0; n < static_cast<int>(presets_.size()); ++n) {
        auto* item = presets_[static_cast<std::size_t>(n)];
        const int colour = graph_.nodes[static_cast<std::size_t>(n)].colour;
        item->set_family(figure::line_colour(colour < 0 ? grey : colour, theme));
        item->set_state(n == selected_, n == current_, selected_ >= 0 && !near.contains(n));
    }
}

void RelaxationView::select(int node) {
    if (node == selected_)
        return;
    selected_ = node;
    refresh();
    if (node >= 0) {
        const auto& shown = graph_.nodes[static_cast<std::size_t>(node)];
        setAccessibleDescription(tr("%1, edges: %2").arg(shown.name).arg(graph_.edges_of(node).size()));
        if (fitted_)
            ensureVisible(presets_[static_cast<std::size_t>(node)]->box(), 60, 40);
    }
    Q_EMIT selectedChanged(node);
}

void RelaxationView::set_current(int node) {
    current_ = node;
    refresh();
}

// A design and its neighbours; of a map without a selected one, those of the design with the most.
std::vector<int> RelaxationView::first_seen() const {
    int node = selected_;
    for (int n = 0; selected_ < 0 && n < static_cast<int>(presets_.size()); ++n)
        if (node < 0 || graph_.edges_of(n).size() > graph_.edges_of(node).size())
            node = n;
    if (node < 0)
        return {};
    std::vector<int> nodes{node};
    for (const int e : graph_.edges_of(node)) {
        const auto& edge = graph_.edges[static_cast<std::size_t>(e)];
        nodes.push_back(edge.richer == node ? edge.poorer : edge.richer);
    }
    return nodes;
}

// As many of the neighbours as can be read, and no smaller: the hand and the wheel lead to the others.
void RelaxationView::show_first() {
    const std::vector<int> nodes = first_seen();
    if (nodes.empty())
        return;
    std::vector<Stretch> across, down;
    QRectF part;
    for (const int n : nodes) {
        const QRectF& box = presets_[static_cast<std::size_t>(n)]->box();
        across.push_back({box.left(), box.right()});
        down.push_back({box.top(), box.bottom()});
        part |= box;
    }
    const double readable = std::min(1.0, readable_points / QFontInfo(font()).pointSizeF());
    const QSizeF room = viewport()->size();
    const double chosen =
        std::clamp(std::min(room.width() / (part.width() + 2 * margin), room.height() / (part.height() + 2 * margin)),
                   readable, 1.0);
    setTransform(QTransform::fromScale(chosen, chosen));
    const QSizeF size = room / chosen;
    centerOn(best_begin(size.width(), across.front(), across) + size.width() / 2,
             best_begin(size.height(), down.front(), down) + size.height() / 2);
}

void RelaxationView::show_all() {
    const QRectF all = scene()->sceneRect();
    const double scale = std::min(viewport()->width() / all.width(), viewport()->height() / all.height());
    const double chosen = std::clamp(scale, least_zoom, 1.0);
    setTransform(QTransform::fromScale(chosen, chosen));
    centerOn(all.center());
}

double RelaxationView::text_points() const {
    return QFontInfo(font()).pointSizeF() * transform().m11();
}

QRect RelaxationView::rect_of(int node) const {
    return mapFromScene(presets_[static_cast<std::size_t>(node)]->box()).boundingRect();
}

int RelaxationView::node_at(QPoint position) const {
    const QPointF at = mapToScene(position);
    const auto found = std::find_if(presets_.begin(), presets_.end(),
                                    [&](const PresetItem* item) { return item->box().contains(at); });
    return found == presets_.end() ? -1 : static_cast<int>(found - presets_.begin());
}

void RelaxationView::mousePressEvent(QMouseEvent* event) {
    pressed_ = event->pos();
    QGraphicsView::mousePressEvent(event);
}

void RelaxationView::mouseReleaseEvent(QMouseEvent* event) {
    QGraphicsView::mouseReleaseEvent(event);
    viewport()->setCursor(Qt::ArrowCursor);
    const int node = node_at(event->pos());
    const bool click = (event->pos() - pressed_).manhattanLength() < 4 && event->button() == Qt::LeftButton;
    if (!click || node < 0)
        return;
    select(node);
    Q_EMIT chosen(node);
}

void RelaxationView::wheelEvent(QWheelEvent* event) {
    zoom(std::pow(wheel_step, event->angleDelta().y() / 120.0));
    event->accept();
}

void RelaxationView::zoom(double factor) {
    const double now = transform().m11();
    const double wanted = std::clamp(now * factor, least_zoom, most_zoom);
    scale(wanted / now, wanted / now);
}

int RelaxationView::neighbour(int key) const {
    const auto box = [this](int node) { return presets_[static_cast<std::size_t>(node)]->box(); };
    const QRectF here = box(selected_);
    std::vector<int> candidates;
    if (key == Qt::Key_Up || key == Qt::Key_Down) {
        for (int n = 0; n < static_cast<int>(presets_.size()); ++n)
            if (box(n).left() == here.left() &&
                (key == Qt::Key_Up ? box(n).top() < here.top() : box(n).top() > here.top()))
                candidates.push_back(n);
    } else {
        for (const int e : graph_.edges_of(selected_)) {
            const auto& edge = graph_.edges[static_cast<std::size_t>(e)];
            const int other = key == Qt::Key_Right ? edge.richer : edge.poorer;
            if (other != selected_)
                candidates.push_back(other);
        }
    }
    const auto distance = [&](int node) { return std::abs(box(node).center().y() - here.center().y()); };
    const auto nearest =
        std::min_element(candidates.begin(), candidates.end(), [&](int a, int b) { return distance(a) < distance(b); });
    return nearest == candidates.end() ? -1 : *nearest;
}

void RelaxationView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down: {
        const int next = selected_ < 0 ? (presets_.empty() ? -1 : 0) : neighbour(event->key());
        if (next >= 0)
            select(next);
        return;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (selected_ >= 0)
            Q_EMIT chosen(selected_);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoom(wheel_step);
    case Qt::Key_Minus: return zoom(1 / wheel_step);
    case Qt::Key_0: return show_all();
    default: event->ignore(); // the dialog's: Escape
    }
}

void RelaxationView::drawForeground(QPainter* painter, const QRectF&) {
    for (const auto* constraint : constraints_)
        constraint->paint_label(painter, palette());
}

void RelaxationView::changeEvent(QEvent* event) {
    QGraphicsView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !presets_.empty())
        refresh();
}

void RelaxationView::showEvent(QShowEvent* event) {
    QGraphicsView::showEvent(event);
    if (!std::exchange(fitted_, true))
        show_first();
}

} // namespace alphascope::ui
