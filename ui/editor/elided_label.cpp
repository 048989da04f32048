#include "ui/editor/elided_label.hpp"

#include <QPainter>
#include <QStyle>

namespace alphascope::ui {

ElidedLabel::ElidedLabel(QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

QSize ElidedLabel::minimumSizeHint() const {
    return {0, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::set(const QString& text, const QString& shorter) {
    shorter_ = shorter;
    setText(text);
}

QString ElidedLabel::shown() const {
    const int room = contentsRect().width();
    const bool fits = shorter_.isEmpty() || fontMetrics().horizontalAdvance(text()) <= room;
    return fontMetrics().elidedText(fits ? text() : shorter_, Qt::ElideRight, room);
}

void ElidedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    style()->drawItemText(&painter, contentsRect(), static_cast<int>(alignment()), palette(), isEnabled(), shown(),
                          foregroundRole());
}

} // namespace alphascope::ui
