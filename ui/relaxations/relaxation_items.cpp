#include "ui/relaxations/relaxation_items.hpp"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPathStroker>
#include <QWidget>

namespace alphascope::ui {

namespace {
constexpr double far_opacity = 0.55, far_text = 0.75;
constexpr double label_gap = 9, label_width = 160, label_lines = 1.8, arrow = 5; // 1.8: words do not fill their lines
constexpr int label_flags = Qt::AlignCenter | Qt::TextWordWrap;
} // namespace

double PresetItem::width(const QString& name, const QFont& font) {
    QFont bold = font;
    bold.setBold(true); // the selected name must fit as well
    return QFontMetricsF(bold).horizontalAdvance(name) + 2 * margin;
}

void PresetItem::set_box(const QRectF& box) {
    prepareGeometryChange();
    box_ = box;
    setAcceptHoverEvents(true);
    setZValue(1);
}

void PresetItem::set_state(bool selected, bool current, bool faded) {
    selected_ = selected;
    current_ = current;
    faded_ = faded;
    update();
}

void PresetItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget* widget) {
    const QPalette palette = widget->palette();
    const QColor accent = palette.color(QPalette::Active, QPalette::Highlight);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(selected_  ? accent
                         : hovered_ ? palette.color(QPalette::Dark)
                                    : palette.color(QPalette::Mid),
                         selected_ ? 2 : 1));
    painter->setBrush(current_ ? accent : palette.color(QPalette::Base));
    painter->drawRoundedRect(box_, 5, 5);
    if (selected_ && current_) { // a ring around the filled box
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(box_.adjusted(-2.5, -2.5, 2.5, 2.5), 7, 7);
    }
    painter->setPen(Qt::NoPen);
    painter->setBrush(family_);
    painter->setOpacity(faded_ ? far_opacity : 1);
    painter->drawRoundedRect(QRectF(box_.left() + 4, box_.top() + 5, 3.5, box_.height() - 10), 1.5, 1.5);
    QFont font = font_;
    font.setBold(selected_ || current_);
    painter->setFont(font);
    painter->setPen(current_ ? palette.color(QPalette::Active, QPalette::HighlightedText)
                             : palette.color(QPalette::Text));
    painter->setOpacity(faded_ ? far_text : 1);
    painter->drawText(box_.adjusted(margin, 0, -4, 0), Qt::AlignVCenter | Qt::AlignLeft, name_);
}

void PresetItem::hoverEnterEvent(QGraphicsSceneHoverEvent*) {
    hovered_ = true;
    update();
}
void PresetItem::hoverLeaveEvent(QGraphicsSceneHoverEvent*) {
    hovered_ = false;
    update();
}

ConstraintItem::ConstraintItem(const std::vector<QPointF>& route, QString constraint, const QFont& font)
    : path_(route.front()), start_(route.front()), end_(route.back()), font_(font) {
    setToolTip(constraint);
    constraint_ = QFontMetricsF(font).elidedText(constraint, Qt::ElideRight, label_lines * label_width);
    for (std::size_t k = 1; k < route.size(); ++k) {
        const QPointF from = route[k - 1], to = route[k];
        const double bend = k % 2 == 1 ? (to.x() - from.x()) / 2 : 0; // curved between layers, straight past one
        path_.cubicTo(from + QPointF(bend, 0), to - QPointF(bend, 0), to);
    }
    setAcceptHoverEvents(true);
}

void ConstraintItem::set_state(Label label, bool faded) {
    prepareGeometryChange();
    label_ = label;
    faded_ = faded;
    setZValue(label == Label::none ? 0 : 0.5);
    update();
}

QRectF ConstraintItem::label_box() const {
    const QRectF room(0, 0, label_width, 1000);
    const QSizeF size = QFontMetricsF(font_).boundingRect(room, label_flags, constraint_).size() + QSizeF(10, 2);
    const bool at_start = label_ == Label::at_start;
    const double left = at_start ? start_.x() + label_gap : end_.x() - label_gap - size.width();
    return {QPointF(left, (at_start ? start_ : end_).y() - size.height() / 2), size};
}

QRectF ConstraintItem::boundingRect() const {
    QRectF bounds = path_.boundingRect().adjusted(-arrow, -arrow, arrow, arrow);
    if (is_marked())
        bounds |= label_box().adjusted(-1, -1, 1, 1);
    return bounds;
}

QPainterPath ConstraintItem::shape() const {
    QPainterPathStroker stroker;
    stroker.setWidth(8); // so that a thin line can be hit
    return stroker.createStroke(path_);
}

void ConstraintItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget* widget) {
    const QPalette palette = widget->palette();
    const bool marked = is_marked();
    const QColor colour =
        marked ? palette.color(QPalette::Active, QPalette::Highlight) : palette.color(QPalette::PlaceholderText);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setOpacity(faded_ && !marked ? far_opacity : 1);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(colour, marked ? 1.8 : 1));
    painter->drawPath(path_);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour);
    painter->drawPolygon(
        QPolygonF{end_, end_ + QPointF(-arrow - 2, -arrow / 1.6), end_ + QPointF(-arrow - 2, arrow / 1.6)});
}

void ConstraintItem::paint_label(QPainter* painter, const QPalette& palette) const {
    if (!is_marked())
        return;
    const QRectF box = label_box();
    painter->setPen(Qt::NoPen);
    painter->setBrush(palette.color(QPalette::Window));
    painter->drawRoundedRect(box, 4, 4);
    painter->setFont(font_);
    painter->setPen(palette.color(QPalette::WindowText));
    painter->drawText(box, label_flags, constraint_);
}

void ConstraintItem::hoverEnterEvent(QGraphicsSceneHoverEvent*) {
    prepareGeometryChange();
    hovered_ = true;
    setZValue(0.6);
}
void ConstraintItem::hoverLeaveEvent(QGraphicsSceneHoverEvent*) {
    prepareGeometryChange();
    hovered_ = false;
    setZValue(label_ == Label::none ? 0 : 0.5);
}

} // namespace alphascope::ui
