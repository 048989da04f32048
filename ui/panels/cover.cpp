#include "ui/panels/cover.hpp"

#include <QEvent>

namespace alphascope::ui {

Cover::Cover(QWidget* panel) : QLabel(panel) {
    setObjectName("cover");
    setAutoFillBackground(true);
    setAlignment(Qt::AlignCenter);
    setWordWrap(true);
    setMargin(16);
    setForegroundRole(QPalette::PlaceholderText);
    setBackgroundRole(QPalette::Base);
    panel->installEventFilter(this);
    hide();
}

void Cover::say(const QString& text) {
    setText(text);
    setVisible(!text.isEmpty());
    resize(parentWidget()->size());
    raise();
}

bool Cover::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parent() && event->type() == QEvent::Resize)
        resize(parentWidget()->size());
    return QLabel::eventFilter(watched, event);
}

} // namespace alphascope::ui
