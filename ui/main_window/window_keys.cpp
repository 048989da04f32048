#include "ui/main_window/window_keys.hpp"

#include "ui/editor/number_field.hpp"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVariant>

namespace alphascope::ui {

namespace {

constexpr const char* refusal_property = "refusal";

bool takes_text(const QWidget* widget) {
    return qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QPlainTextEdit*>(widget) ||
           qobject_cast<const QAbstractSpinBox*>(widget) || qobject_cast<const QComboBox*>(widget);
}

/// What every text field does with them is what everybody expects.
bool is_for_text(const QKeyEvent& key) {
    for (const auto standard : {QKeySequence::Copy, QKeySequence::Cut, QKeySequence::Paste, QKeySequence::SelectAll,
                                QKeySequence::Undo, QKeySequence::Redo})
        if (key.matches(standard))
            return true;
    return false;
}

bool is_reserved(const QKeyEvent& key) {
    if (key.modifiers() != Qt::ControlModifier)
        return false;
    const int k = key.key();
    return k == Qt::Key_E || k == Qt::Key_K || k == Qt::Key_U || (k >= Qt::Key_1 && k <= Qt::Key_9);
}

} // namespace

void set_refusal(QAction& command, const QString& why) {
    command.setProperty(refusal_property, why);
}

WindowKeys::WindowKeys(QMainWindow& window) : QObject(&window), window_(window) {
    QApplication::instance()->installEventFilter(this);
}

bool WindowKeys::is_command(const QKeyEvent& key) const {
    const QKeySequence pressed(key.keyCombination());
    for (const QAction* action : window_.findChildren<QAction*>())
        if (action->isEnabled() && action->shortcuts().contains(pressed))
            return true;
    return false;
}

QString WindowKeys::refusal_of(const QKeyEvent& key) const {
    const QKeySequence pressed(key.keyCombination());
    for (const QAction* action : window_.findChildren<QAction*>())
        if (!action->isEnabled() && action->shortcuts().contains(pressed))
            return action->property(refusal_property).toString();
    return {};
}

bool WindowKeys::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return false;
    auto* widget = qobject_cast<QWidget*>(watched);
    if (!widget || widget->window() != &window_)
        return false;
    const auto& key = *static_cast<QKeyEvent*>(event);
    if (event->type() == QEvent::KeyPress && key.modifiers() != Qt::NoModifier)
        if (const QString why = refusal_of(key); !why.isEmpty()) {
            Q_EMIT refused(why);
            return true;
        }
    if (!takes_text(widget))
        return false;
    const bool with_control = key.modifiers().testFlag(Qt::ControlModifier);
    if (!with_control || is_for_text(key))
        return false;
    if (event->type() == QEvent::KeyPress)
        return is_reserved(key); // no command took it: the text stays as it is
    if (!is_reserved(key) && !is_command(key))
        return false;
    if (auto* number = qobject_cast<NumberField*>(widget))
        number->take_now(); // the command finds it taken
    event->ignore();
    return true;
}

} // namespace alphascope::ui
