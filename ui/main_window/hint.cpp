#include "ui/main_window/hint.hpp"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

namespace alphascope::ui {

namespace {
constexpr int arrow = 8;
}

Hint::Hint(const QString& text, QWidget* target, QWidget* column, QWidget* parent)
    : QFrame(parent), target_(target), column_(column), text_(new QLabel(text)) {
    setObjectName("hint");
    setAccessibleName(text);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, arrow + 6, 6, 6);
    layout->setSpacing(6);
    QPalette palette = text_->palette();
    palette.setColor(QPalette::WindowText, Qt::white);
    text_->setPalette(palette);
    text_->setWordWrap(true);
    auto* close = new QToolButton;
    close->setObjectName("hint/close");
    close->setText("✕");
    close->setAccessibleName(tr("Close the hint"));
    close->setAutoRaise(true);
    close->setPalette(palette);
    palette.setColor(QPalette::ButtonText, Qt::white);
    close->setPalette(palette);
    close->setFocusPolicy(Qt::TabFocus);
    layout->addWidget(text_, 1);
    layout->addWidget(close);
    connect(close, &QToolButton::clicked, this, [this] {
        dismissed_ = true;
        hide();
        Q_EMIT dismissed();
    });
    parent->installEventFilter(this);
    target->installEventFilter(this);
    adjustSize();
    QTimer::singleShot(0, this, &Hint::place);
}

bool Hint::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move || event->type() == QEvent::Show)
        QTimer::singleShot(0, this, &Hint::place);
    if (watched == target_ && event->type() == QEvent::Hide)
        hide(); // it would point at something else
    if (watched == target_ && event->type() == QEvent::Show && !dismissed_)
        show();
    if (watched == target_ && (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::KeyPress) &&
        isVisible()) {
        dismissed_ = true;
        hide();
        Q_EMIT dismissed();
    }
    return QFrame::eventFilter(watched, event);
}

void Hint::place() {
    if (!target_ || !target_->isVisible())
        return hide();
    // Under the middle of the control, its arrow touching it.
    const QPoint below = target_->mapTo(parentWidget(), QPoint(target_->width() / 2, target_->height() - 2));
    const int left = column_->mapTo(parentWidget(), QPoint(4, 0)).x(), room = column_->width() - 8;
    const QMargins around = layout()->contentsMargins();
    const int beside =
        around.left() + around.right() + layout()->spacing() + findChild<QToolButton*>()->sizeHint().width();
    const int text_width = std::min(text_->fontMetrics().horizontalAdvance(text_->text()) + 4, room - beside);
    text_->setFixedWidth(text_width);
    resize(text_width + beside,
           around.top() + around.bottom() + std::max(text_->heightForWidth(text_width), text_->sizeHint().height()));
    move(std::clamp(below.x() - 28, left, std::max(left, left + room - width())), below.y());
    raise();
}

void Hint::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath path;
    path.addRoundedRect(QRectF(0.5, arrow, width() - 1, height() - arrow - 0.5), 7, 7);
    QPainterPath tip;
    tip.addPolygon(QPolygonF({QPointF(20, arrow + 1), QPointF(28, 0), QPointF(36, arrow + 1)}));
    painter.fillPath(path.united(tip), QColor(0x2f, 0x6d, 0xd0));
}

} // namespace alphascope::ui
