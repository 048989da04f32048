#include "ui/editor/code_edit.hpp"

#include <QFontDatabase>
#include <QPainter>
#include <QTextBlock>

#include <algorithm>

namespace alphascope::ui {

namespace {
constexpr int gap = 6; // pixels on either side of a line number
}

CodeEdit::CodeEdit(QWidget* parent) : QPlainTextEdit(parent), numbers_(new QWidget(this)) {
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setLineWrapMode(QPlainTextEdit::NoWrap);
    numbers_->installEventFilter(this);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeEdit::make_room);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& rect, int scrolled) {
        if (scrolled != 0)
            numbers_->scroll(0, scrolled);
        else
            numbers_->update(0, rect.y(), numbers_->width(), rect.height());
    });
    make_room();
}

void CodeEdit::change_to(const QString& text) {
    const QString now = toPlainText();
    if (text == now)
        return;
    const qsizetype shorter = std::min(now.size(), text.size());
    qsizetype same = 0, end = 0;
    while (same < shorter && now[same] == text[same])
        ++same;
    while (end < shorter - same && now[now.size() - 1 - end] == text[text.size() - 1 - end])
        ++end;
    QTextCursor cursor(document());
    cursor.setPosition(static_cast<int>(same));
    cursor.setPosition(static_cast<int>(now.size() - end), QTextCursor::KeepAnchor);
    cursor.insertText(text.mid(same, text.size() - end - same));
}

void CodeEdit::go_to(int position) {
    QTextCursor cursor(document());
    cursor.setPosition(std::min(position, static_cast<int>(toPlainText().size())));
    setTextCursor(cursor);
    centerCursor();
    setFocus(Qt::OtherFocusReason);
}

void CodeEdit::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        return QPlainTextEdit::keyPressEvent(event);
    QTextCursor cursor = textCursor();
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    qsizetype spaces = 0;
    while (spaces < before.size() && before[spaces].isSpace())
        ++spaces;
    QString indent = before.left(spaces);
    if (const QString said = before.trimmed(); said.endsWith('{') || said.endsWith('['))
        indent += "  ";
    cursor.insertText("\n" + indent);
    setTextCursor(cursor);
    ensureCursorVisible();
}

void CodeEdit::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    make_room();
}

bool CodeEdit::eventFilter(QObject* watched, QEvent* event) {
    if (watched == numbers_ && event->type() == QEvent::Paint) {
        paint_numbers();
        return true;
    }
    return QPlainTextEdit::eventFilter(watched, event);
}

int CodeEdit::numbers_width() const {
    const int digits = static_cast<int>(QString::number(std::max(blockCount(), 10)).size());
    return 2 * gap + fontMetrics().horizontalAdvance('9') * digits;
}

void CodeEdit::make_room() {
    setViewportMargins(numbers_width(), 0, 0, 0);
    const QRect inside = contentsRect();
    numbers_->setGeometry(inside.left(), inside.top(), numbers_width(), inside.height());
}

void CodeEdit::paint_numbers() {
    QPainter painter(numbers_);
    painter.setFont(font());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF line = blockBoundingGeometry(block).translated(contentOffset());
        if (line.top() > numbers_->height())
            break;
        painter.drawText(QRectF(0, line.top(), numbers_->width() - gap, fontMetrics().height()), Qt::AlignRight,
                         QString::number(block.blockNumber() + 1));
    }
}

} // namespace alphascope::ui
