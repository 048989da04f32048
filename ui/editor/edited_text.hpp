#pragma once
// A text that is being written, whether in one line or in many: what completion and help need to know of it.

#include <QRect>
#include <QString>

#include <functional>

class QLineEdit;
class QPlainTextEdit;
class QWidget;

namespace alphascope::ui {

struct EditedText {
    QWidget* widget = nullptr;
    QWidget* surface = nullptr; ///< what the mouse presses: the widget itself, or its viewport
    std::function<QString()> text;
    std::function<int()> cursor;
    std::function<void(int from, int length, const QString& text)> replace;
    std::function<QRect()> caret; ///< in the widget's coordinates
};
EditedText edited_text(QLineEdit* line);
EditedText edited_text(QPlainTextEdit* edit);

/// The name that a position in a text lies in or touches.
struct NameAt {
    int from = 0, length = 0;
    int written = 0; ///< characters before the position
};
NameAt name_at(const QString& text, int position);

/// The name at the cursor of a widget that edits text; empty for others.
QString name_at_cursor(QWidget* widget);

} // namespace alphascope::ui
