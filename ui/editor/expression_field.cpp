#include "ui/editor/expression_field.hpp"

#include "core/language/diagnostics.hpp"
#include "ui/editor/message_label.hpp"
#include "ui/editor/wrong_colour.hpp"

#include <QFontDatabase>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace alphascope::ui {

namespace {

/// Byte offset in UTF-8 → position in the line edit's UTF-16 text.
int position_of(const QString& text, std::ptrdiff_t bytes) {
    return static_cast<int>(QString::fromUtf8(text.toUtf8().left(static_cast<qsizetype>(bytes))).size());
}

/// The wavy line under characters that are wrong, in the painter's colour.
void paint_wave(QPainter& painter, int from, int to, int y) {
    constexpr int step = 2; // half a wave, and its height
    QPainterPath wave(QPointF(from, y));
    for (int x = from, up = 1; x < to; x += step, up = !up)
        wave.lineTo(x + step, y - up * step);
    painter.setPen(QPen(painter.pen().color(), 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(wave);
}

} // namespace

bool is_undo_or_redo(const QKeyEvent& key) {
    return key.matches(QKeySequence::Undo) || key.matches(QKeySequence::Redo);
}

FormulaLine::FormulaLine(QWidget* parent) : QLineEdit(parent) {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    setFont(font);
}

void FormulaLine::mark(std::ptrdiff_t offset, std::ptrdiff_t length) {
    wrong_ = true;
    offset_ = offset;
    length_ = length;
    update();
}

void FormulaLine::unmark() {
    wrong_ = false;
    update();
}

bool FormulaLine::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && is_undo_or_redo(*static_cast<QKeyEvent*>(event))) {
        event->ignore();
        return true;
    }
    return QLineEdit::event(event);
}

// It comes here while the document has no step left: the line has none of its own.
void FormulaLine::keyPressEvent(QKeyEvent* event) {
    is_undo_or_redo(*event) ? event->ignore() : QLineEdit::keyPressEvent(event);
}

void FormulaLine::focusInEvent(QFocusEvent* event) {
    QLineEdit::focusInEvent(event);
    Q_EMIT sessionStarted();
}

void FormulaLine::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    if (!wrong_)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(wrong_colour(palette()), 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
    if (offset_ < 0)
        return;
    // The text's own origin, from where the cursor stands now.
    const QFontMetrics metrics(font());
    const int origin = cursorRect().center().x() - metrics.horizontalAdvance(text().left(cursorPosition()));
    const int from = position_of(text(), offset_),
              to = position_of(text(), offset_ + std::max<std::ptrdiff_t>(length_, 1));
    const int x0 = origin + metrics.horizontalAdvance(text().left(from));
    const int x1 = std::max(origin + metrics.horizontalAdvance(text().left(to)), x0 + metrics.horizontalAdvance('x'));
    paint_wave(painter, x0, x1, rect().center().y() + metrics.height() / 2);
}

ExpressionField::ExpressionField(const QString& name, const QString& help, QWidget* parent)
    : QWidget(parent), line_(new FormulaLine), whole_(new QLabel), message_(new MessageLabel(name + "/message")),
      help_(help) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(line_);
    layout->addWidget(whole_);
    layout->addWidget(message_);
    line_->setObjectName(name);
    line_->setAccessibleName(name);
    line_->installEventFilter(this);
    whole_->setObjectName(name + "/whole");
    whole_->setFont(line_->font());
    whole_->setTextFormat(Qt::PlainText);
    whole_->setWordWrap(true);
    whole_->setForegroundRole(QPalette::PlaceholderText);
    whole_->setContentsMargins(4, 0, 0, 2);
    whole_->hide();
    setFocusProxy(line_);
    connect(line_, &QLineEdit::textEdited, this, &ExpressionField::edited);
    connect(line_, &QLineEdit::textChanged, this, [this] {
        show_whole();
        describe();
    });
    connect(line_, &FormulaLine::sessionStarted, this, &ExpressionField::sessionStarted);
    describe();
}

bool ExpressionField::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::FocusIn:
        if (static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason)
            before_ = line_->text();
        [[fallthrough]];
    case QEvent::FocusOut:
    case QEvent::Resize: QMetaObject::invokeMethod(this, &ExpressionField::show_whole, Qt::QueuedConnection); break;
    case QEvent::KeyPress: {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            before_ = line_->text();
            Q_EMIT sessionStarted(); // what follows is another step
        } else if (key == Qt::Key_Escape && line_->text() != before_) {
            line_->setText(before_);
            Q_EMIT edited(before_);
            return true;
        }
        break;
    }
    default: break;
    }
    return QWidget::eventFilter(watched, event);
}

/// All of a formula that is longer than its line, while somebody is at it.
void ExpressionField::show_whole() {
    constexpr int frame = 12;
    const bool fits = line_->fontMetrics().horizontalAdvance(line_->text()) + frame <= line_->width();
    whole_->setText(fits ? QString() : line_->text());
    whole_->setVisible(line_->hasFocus() && !fits);
}

void ExpressionField::describe() {
    if (line_->is_marked())
        return; // the tool tip is the reason
    const bool fits = line_->fontMetrics().horizontalAdvance(line_->text()) + 12 <= line_->width();
    line_->setToolTip(fits || line_->text().isEmpty() ? help_ : line_->text() + "\n\n" + help_);
    line_->setAccessibleDescription(help_);
}

QString ExpressionField::text() const {
    return line_->text();
}

void ExpressionField::set_text(const QString& text) {
    if (line_->hasFocus() && line_->text().simplified() == text.simplified())
        return clear_error();
    clear_error();
    if (line_->text() == text)
        return;
    const int cursor = line_->cursorPosition();
    line_->setText(text);
    line_->setCursorPosition(line_->hasFocus() ? cursor : 0);
}

void ExpressionField::show_error(const Error& error) {
    line_->mark(error.offset, error.length);
    QString text = QString::fromStdString(error.message);
    if (const auto formula = QString::fromStdString(alphascope::quoted(line_->text().toStdString())) + ": ";
        text.startsWith(formula))
        text.remove(0, formula.size()); // it stands right above
    if (error.offset >= 0)
        if (const QString column = tr("column %1").arg(position_of(line_->text(), error.offset) + 1);
            !text.contains(column))
            text = tr("%1: %2").arg(column, text);
    message_->say(text);
    line_->setToolTip(text);
    line_->setAccessibleDescription(text);
}

void ExpressionField::clear_error() {
    line_->unmark();
    message_->say({});
    describe();
}

void ExpressionField::complete_with(NameCompletion::Names names) {
    auto* completion = new NameCompletion(edited_text(line_), std::move(names));
    connect(line_, &QLineEdit::textChanged, completion, &NameCompletion::text_changed);
}

bool ExpressionField::has_error() const {
    return line_->is_marked();
}

} // namespace alphascope::ui
