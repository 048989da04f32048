#include "ui/editor/message_label.hpp"

#include "ui/editor/wrong_colour.hpp"

#include <QEvent>

namespace alphascope::ui {

MessageLabel::MessageLabel(const QString& name, QWidget* parent) : QLabel(parent) {
    setObjectName(name);
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setFocusPolicy(Qt::NoFocus);
    hide();
    set_colour();
}

void MessageLabel::say(const QString& message) {
    if (message == text() && isHidden() == message.isEmpty())
        return;
    setText(message);
    setVisible(!message.isEmpty());
}

void MessageLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ParentChange || event->type() == QEvent::ApplicationPaletteChange)
        set_colour();
}

void MessageLabel::set_colour() {
    QPalette colours = parentWidget() ? parentWidget()->palette() : palette();
    colours.setColor(QPalette::WindowText, wrong_colour(colours));
    setPalette(colours);
}

} // namespace alphascope::ui
