#include "ui/editor/edited_text.hpp"

#include <QFontMetrics>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextCursor>

namespace alphascope::ui {

namespace {

bool in_name(QChar c) {
    return c == '_' || (c.unicode() < 128 && c.isLetterOrNumber());
}

} // namespace

EditedText edited_text(QLineEdit* line) {
    return {line,
            line,
            [line] { return line->text(); },
            [line] { return line->cursorPosition(); },
            [line](int from, int length, const QString& text) {
                line->setSelection(from, length);
                line->insert(text);
            },
            [line] {
                // cursorRect() is protected: the caret from its input method query, which is the same rectangle.
                return line->inputMethodQuery(Qt::ImCursorRectangle).toRect();
            }};
}

EditedText edited_text(QPlainTextEdit* edit) {
    return {edit,
            edit->viewport(),
            [edit] { return edit->toPlainText(); },
            [edit] { return edit->textCursor().position(); },
            [edit](int from, int length, const QString& text) {
                QTextCursor cursor(edit->document());
                cursor.setPosition(from);
                cursor.setPosition(from + length, QTextCursor::KeepAnchor);
                cursor.insertText(text);
                cursor.setPosition(from + static_cast<int>(text.size()));
                edit->setTextCursor(cursor);
            },
            [edit] { return edit->cursorRect().translated(edit->viewport()->pos()); }};
}

NameAt name_at(const QString& text, int position) {
    int from = position, to = position;
    while (from > 0 && in_name(text[from - 1]))
        --from;
    while (to < text.size() && in_name(text[to]))
        ++to;
    if (from < to && text[from].isDigit())
        return {position, 0, 0}; // a number
    return {from, to - from, position - from};
}

QString name_at_cursor(QWidget* widget) {
    EditedText edited;
    if (auto* line = qobject_cast<QLineEdit*>(widget))
        edited = edited_text(line);
    else if (auto* edit = qobject_cast<QPlainTextEdit*>(widget))
        edited = edited_text(edit);
    else
        return {};
    const QString text = edited.text();
    const NameAt name = name_at(text, edited.cursor());
    return text.mid(name.from, name.length);
}

} // namespace alphascope::ui
