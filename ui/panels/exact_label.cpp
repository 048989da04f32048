#include "ui/panels/exact_label.hpp"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>

#include <cmath>

namespace alphascope::ui {

ExactLabel::ExactLabel(QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

void ExactLabel::set(const QString& shown, const QString& exact) {
    exact_ = exact;
    if (text() != shown) // the same text again would drop a selection
        setText(shown);
}

bool ExactLabel::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy) &&
        hasSelectedText()) {
        event->accept();
        return true;
    }
    return QLabel::event(event);
}

void ExactLabel::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy) && hasSelectedText())
        QGuiApplication::clipboard()->setText(exact_);
    else if (event->matches(QKeySequence::Copy))
        event->ignore(); // the panel's
    else
        QLabel::keyPressEvent(event);
}

void ExactLabel::mouseReleaseEvent(QMouseEvent* event) {
    QLabel::mouseReleaseEvent(event);
    offer_selection();
}

void ExactLabel::mouseDoubleClickEvent(QMouseEvent*) {
    setSelection(0, static_cast<int>(text().size())); // a double click on a word stops at the minus
    offer_selection();
}

// What the middle button pastes.
void ExactLabel::offer_selection() const {
    QClipboard* clipboard = QGuiApplication::clipboard();
    if (hasSelectedText() && clipboard->supportsSelection())
        clipboard->setText(exact_, QClipboard::Selection);
}

QString number_for_reading(double value, int digits) {
    if (std::isnan(value))
        return QStringLiteral("–");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("∞") : QStringLiteral("-∞");
    return QString::number(value, 'g', digits);
}

QString number_for_copying(double value) {
    return QString::number(value, 'g', 17);
}

} // namespace alphascope::ui
