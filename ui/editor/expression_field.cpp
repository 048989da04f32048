#include "ui/editor/expression_field.hpp"

#include "core/language/diagnostics.hpp"
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
    // Ctrl+Z in a field undoes the document's last step, not letters: one history, not many.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    return QLineEdit::event(event);
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
    : QWidget(parent), line_(new FormulaLine), message_(new QLabel), help_(help) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(line_);
    layout->addWidget(message_);
    line_->setObjectName(name);
    line_->setAccessibleName(name);
    line_->setToolTip(help);
    line_->setAccessibleDescription(help);
    message_->setObjectName(name + "/message");
    message_->setWordWrap(true);
    message_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    message_->hide();
    set_message_colour();
    setFocusProxy(line_);
    connect(line_, &QLineEdit::textEdited, this, &ExpressionField::edited);
    connect(line_, &FormulaLine::sessionStarted, this, &ExpressionField::sessionStarted);
}

void ExpressionField::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        set_message_colour();
}

void ExpressionField::set_message_colour() {
    QPalette colours;
    colours.setColor(QPalette::WindowText, wrong_colour(palette()));
    message_->setPalette(colours);
}

QString ExpressionField::text() const {
    return line_->text();
}

void ExpressionField::set_text(const QString& text) {
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
    message_->setText(text);
    message_->setVisible(true);
    line_->setToolTip(text);
    line_->setAccessibleDescription(text);
}

void ExpressionField::clear_error() {
    line_->unmark();
    message_->clear();
    message_->hide();
    line_->setToolTip(help_);
    line_->setAccessibleDescription(help_);
}

void ExpressionField::complete_with(NameCompletion::Names names) {
    auto* completion = new NameCompletion(edited_text(line_), std::move(names));
    connect(line_, &QLineEdit::textChanged, completion, &NameCompletion::text_changed);
}

bool ExpressionField::has_error() const {
    return line_->is_marked();
}

} // namespace alphascope::ui
