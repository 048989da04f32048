#include "ui/charts/drag_gesture.hpp"

#include <QMouseEvent>
#include <QPainter>
#include <QPalette>

#include <utility>

namespace alphascope::ui {

namespace {
constexpr double threshold = 5; // logical pixels
}

bool DragGesture::wants_box(const QMouseEvent& event) {
    return event.button() == Qt::RightButton || event.modifiers().testFlag(Qt::ShiftModifier);
}

void DragGesture::press(const QMouseEvent& event) {
    kind_ = wants_box(event) ? Kind::box : Kind::click;
    press_ = last_ = event.position();
}

QPointF DragGesture::move(QPointF position) {
    if (kind_ == Kind::click && (position - press_).manhattanLength() > threshold)
        kind_ = Kind::pan;
    return position - std::exchange(last_, position);
}

DragGesture::Kind DragGesture::release() {
    return std::exchange(kind_, Kind::none);
}

QRectF DragGesture::box(QRectF plot) const {
    const QRectF box = QRectF(press_, last_).normalized() & plot;
    return box.width() > threshold && box.height() > threshold ? box : QRectF();
}

void DragGesture::paint_box(QPainter& painter, QRectF plot, const QPalette& palette) const {
    if (kind_ != Kind::box)
        return;
    QColor accent = palette.color(QPalette::Highlight);
    painter.setPen(accent);
    accent.setAlphaF(0.15F);
    painter.setBrush(accent);
    painter.drawRect(box(plot));
}

} // namespace alphascope::ui
