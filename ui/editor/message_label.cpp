#include "ui/editor/message_label.hpp"

#include "ui/editor/wrong_colour.hpp"

#include <QApplication>
#include <QEvent>
#include <QResizeEvent>

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
    fit_height();
    setVisible(!message.isEmpty());
}

// Layouts in layouts, splitters and scroll areas do not all ask a label how tall it is at a width.
void MessageLabel::fit_height() {
    setMinimumHeight(text().isEmpty() ? 0 : heightForWidth(width()));
}

void MessageLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fit_height();
}

void MessageLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ParentChange || event->type() == QEvent::ApplicationPaletteChange)
        set_colour();
}

void MessageLabel::set_colour() {
    QPalette colours = QApplication::palette(); // the parent's may still be that of the theme before
    colours.setColor(QPalette::WindowText, wrong_colour(colours));
    setPalette(colours);
}

} // namespace alphascope::ui
