#pragma once
// The whole window under the keyboard: keys go one by one, as people type.

#include "tests/gui/opened_window.hpp"
#include "ui/editor/number_field.hpp"

#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTest>

namespace alphascope::ui {

inline void type(QWidget* field, const QString& text) {
    for (const QChar c : text)
        QTest::keyClick(field, c.toLatin1());
}

/// A number of the window with the focus, its text selected.
inline NumberField* focused(Opened& test, const char* name) {
    test.window.activateWindow();
    auto* field = test.find<NumberField>(name);
    field->setFocus();
    field->selectAll();
    return field;
}

inline double decay(Opened& test) {
    return test.window.document().design()->parameters[0].value;
}

/// The design's text in front, with the focus.
inline QPlainTextEdit* text_tab(Opened& test) {
    test.window.activateWindow();
    test.find<QTabWidget>("designTabs")->setCurrentIndex(1);
    auto* text = test.find<QPlainTextEdit>("designText");
    text->setFocus();
    return text;
}

inline void put_cursor_after(QPlainTextEdit* edit, const QString& what) {
    QTextCursor cursor = edit->textCursor();
    cursor.setPosition(static_cast<int>(edit->toPlainText().indexOf(what) + what.size()));
    edit->setTextCursor(cursor);
}

} // namespace alphascope::ui
