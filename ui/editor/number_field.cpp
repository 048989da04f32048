#include "ui/editor/number_field.hpp"

#include "ui/editor/expression_field.hpp"

#include <QKeyEvent>

#include <algorithm>
#include <cmath>

namespace alphascope::ui {

NumberField::NumberField(const QString& name, QWidget* parent) : QuietNumber(parent), line_(new FormulaLine) {
    setObjectName(name);
    setLineEdit(line_);
    line_->setFont(font());
    line_->setObjectName(name + "/line");
    pause_.setSingleShot(true);
    pause_.setInterval(0);
    connect(&pause_, &QTimer::timeout, this, [this] { read(Asked::by_typing); });
    connect(line_, &QLineEdit::textEdited, this, [this] {
        touched_ = true;
        if (pause_.interval() > 0) {
            accept_text(); // until the pause nothing is known of it
            pause_.start();
        } else
            read(Asked::by_typing);
    });
}

void NumberField::set_rule(const NumberRule& rule) {
    rule_ = rule;
    setAccessibleName(rule.name);
}

void NumberField::set_pause(int milliseconds) {
    pause_.setInterval(milliseconds);
}

void NumberField::set_value(double value) {
    const bool same = value == value_;
    value_ = value;
    if (touched_ && (pause_.isActive() || same || read_number(text(), rule_).value == value))
        return;
    show(value);
}

void NumberField::take_now() {
    if (pause_.isActive())
        read(Asked::by_leaving);
}

bool NumberField::is_wrong() const {
    return line_->is_marked();
}

/// Reads the text and takes its number, or says why not.
void NumberField::read(Asked asked) {
    pause_.stop();
    const NumberReading reading = read_number(text(), rule_);
    if (!reading.value) {
        if (reading.unfinished && asked == Asked::by_typing)
            return accept_text();
        return refuse(reading.refusal);
    }
    const double value = *reading.value;
    if (value != value_) {
        if (const QString objection = objection_ ? objection_(value) : QString(); !objection.isEmpty())
            return refuse(objection);
        if (const QString caution = caution_ ? caution_(value) : QString();
            !caution.isEmpty() && asked != Asked::by_enter)
            return refuse(tr("%1: press Enter to begin").arg(caution));
    }
    accept_text();
    take(value);
}

void NumberField::take(double value) {
    if (value == value_)
        return;
    value_ = value;
    Q_EMIT taken(value);
}

void NumberField::show(double value) {
    pause_.stop();
    touched_ = false;
    accept_text();
    if (const QString written = number_text(value); line_->text() != written)
        line_->setText(written);
}

void NumberField::refuse(const QString& message) {
    line_->mark(-1, 0);
    setAccessibleDescription(message);
    message_ = message;
    Q_EMIT messageChanged(message);
}

void NumberField::accept_text() {
    line_->unmark();
    setAccessibleDescription(toolTip());
    if (message_.isEmpty())
        return;
    message_.clear();
    Q_EMIT messageChanged({});
}

/// What stood before the session; false when there is nothing to give back.
bool NumberField::restore() {
    if (!touched_ && value_ == before_)
        return false;
    take(before_);
    show(value_);
    line_->selectAll();
    return true;
}

void NumberField::focusInEvent(QFocusEvent* event) {
    QuietNumber::focusInEvent(event);
    before_ = value_;
    Q_EMIT sessionStarted();
}

void NumberField::focusOutEvent(QFocusEvent* event) {
    QuietNumber::focusOutEvent(event);
    if (!touched_ || event->reason() == Qt::PopupFocusReason || event->reason() == Qt::ActiveWindowFocusReason)
        return;
    read(Asked::by_leaving);
    if (!is_wrong())
        show(value_);
}

void NumberField::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        read(Asked::by_enter);
        if (!is_wrong())
            show(value_);
        before_ = value_;
        line_->selectAll();
        Q_EMIT sessionStarted();
        return;
    }
    if (event->key() == Qt::Key_Escape && restore())
        return;
    if (event->matches(QKeySequence::Undo) && is_wrong()) {
        show(value_);
        line_->selectAll();
        return;
    }
    QuietNumber::keyPressEvent(event);
}

bool NumberField::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) && is_wrong()) {
            event->accept(); // the text goes before the document's last step does
            return true;
        }
        if (key->key() == Qt::Key_Escape && (touched_ || value_ != before_)) {
            event->accept();
            return true;
        }
    }
    return QuietNumber::event(event);
}

void NumberField::stepBy(int steps) {
    const double wanted = rule_.whole ? value_ + steps * step_ : std::round(value_ / step_ + steps) * step_;
    const double tidy = QString::number(wanted, 'g', 12).toDouble(); // 0.35, not 0.35000000000000003
    const double value = std::clamp(tidy, rule_.minimum, rule_.maximum);
    if (objection_ && !objection_(value).isEmpty())
        return;
    if (caution_ && !caution_(value).isEmpty() && value != value_)
        return refuse(tr("%1: type it and press Enter to begin").arg(caution_(value)));
    take(value);
    show(value_);
    line_->selectAll();
}

QSize NumberField::sizeHint() const {
    const int digits = fontMetrics().horizontalAdvance(QStringLiteral("−0.0000000"));
    return {digits + QuietNumber::minimumSizeHint().width(), QuietNumber::sizeHint().height()};
}

QSize NumberField::minimumSizeHint() const {
    return {fontMetrics().horizontalAdvance(QStringLiteral("−0.0000")) + 12, QuietNumber::minimumSizeHint().height()};
}

} // namespace alphascope::ui
