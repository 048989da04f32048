// Names are offered while a formula is written, and what is wrong in it is marked where it is.
#include "core/design/design_json.hpp"
#include "tests/gui/document_fixture.hpp"
#include "tests/support/catch.hpp"
#include "ui/editor/design_editor.hpp"
#include "ui/editor/expression_field.hpp"
#include "ui/editor/json_place.hpp"

#include <QApplication>
#include <QHelpEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTest>
#include <QToolTip>
#include <QTreeWidget>

using namespace alphascope;
using namespace alphascope::ui;

namespace {

/// The editor on the small design, shown.
struct Editor {
    DesignDocument document{small_workspace()};
    DesignEditor editor{document};

    Editor() {
        editor.resize(420, 800);
        editor.show();
        REQUIRE(QTest::qWaitForWindowExposed(&editor));
        editor.activateWindow();
    }
    FormulaLine* line(const char* name) {
        auto* line = editor.findChild<FormulaLine*>(name);
        REQUIRE(line != nullptr);
        line->setFocus();
        return line;
    }
    QPlainTextEdit* text() {
        editor.tabs().setCurrentIndex(1);
        auto* text = editor.findChild<QPlainTextEdit*>("designText");
        text->setFocus();
        return text;
    }
};

QTreeWidget* list_of(QWidget* widget) {
    auto* list = widget->findChild<QTreeWidget*>("completions");
    return list && list->isVisible() ? list : nullptr;
}

QStringList offered(QWidget* widget) {
    QStringList names;
    if (const auto* list = list_of(widget))
        for (int row = 0; row < list->topLevelItemCount(); ++row)
            names << list->topLevelItem(row)->text(0);
    return names;
}

void ctrl_space(QWidget* widget) {
    QTest::keyClick(widget, Qt::Key_Space, Qt::ControlModifier);
}

void put_cursor_after(QPlainTextEdit* edit, const QString& text) {
    const auto at = edit->toPlainText().indexOf(text);
    REQUIRE(at >= 0);
    QTextCursor cursor = edit->textCursor();
    cursor.setPosition(static_cast<int>(at + text.size()));
    edit->setTextCursor(cursor);
}

} // namespace

TEST_CASE("names are offered after two letters, with what they are", "[gui][completion]") {
    Editor test;
    auto* line = test.line("write");
    line->selectAll();
    QTest::keyClicks(line, "d");
    CHECK(list_of(line) == nullptr);
    QTest::keyClicks(line, "e");
    REQUIRE(list_of(line) != nullptr);
    CHECK(offered(line).front() == "decay");
    CHECK(list_of(line)->topLevelItem(0)->text(1).contains("how fast it forgets"));
    CHECK(list_of(line)->accessibleDescription().contains("how fast it forgets"));
    CHECK(line->hasFocus());
    QTest::keyClick(line, Qt::Key_Tab);
    CHECK(line->text() == "decay");
    CHECK(line->hasFocus()); // Tab was the list's
    CHECK(list_of(line) == nullptr);
    CHECK(test.document.design()->write.text == "decay"); // it counts as typed
}

TEST_CASE("a function is offered with its signature and written with its bracket", "[gui][completion]") {
    Editor test;
    auto* line = test.line("write");
    line->setText("k + ");
    QTest::keyClicks(line, "cums");
    CHECK(offered(line) == QStringList{"cumsum(x)", "logcumsumexp(x)"}); // what begins so comes first
    QTest::keyClick(line, Qt::Key_Return);
    CHECK(line->text() == "k + cumsum(");
    line->setText("cumpro(k)");
    line->setCursorPosition(6);
    ctrl_space(line);
    QTest::keyClick(line, Qt::Key_Return);
    CHECK(line->text() == "cumprod(k)"); // the bracket was there
}

TEST_CASE("a name replaces the one under the cursor and nothing else", "[gui][completion]") {
    Editor test;
    auto* line = test.line("write");
    line->setText("2 * decax / sqrt(n)");
    line->setCursorPosition(6); // de|cax
    ctrl_space(line);
    QTest::keyClick(line, Qt::Key_Return);
    CHECK(line->text() == "2 * decay / sqrt(n)");
    CHECK(line->cursorPosition() == 9);
}

TEST_CASE("Ctrl+Space offers all names, Escape closes, arrows choose", "[gui][completion]") {
    Editor test;
    auto* line = test.line("write");
    line->clear();
    ctrl_space(line);
    const QStringList names = offered(line);
    CHECK((names.contains("q") && names.contains("decay") && names.contains("heads") &&
           names.contains("dot(a, b, axis)")));
    QTest::keyClick(line, Qt::Key_Down);
    QTest::keyClick(line, Qt::Key_Escape);
    CHECK(list_of(line) == nullptr);
    CHECK(line->text().isEmpty());
    ctrl_space(line);
    QTest::keyClick(line, Qt::Key_Up); // from the first to the last
    CHECK(list_of(line)->currentItem()->text(0) == names.back());
    QTest::keyClick(line, Qt::Key_Left);
    CHECK(list_of(line) == nullptr);
}

TEST_CASE("without a list no key is taken", "[gui][completion]") {
    Editor test;
    auto* line = test.line("write");
    QTest::keyClick(line, Qt::Key_Tab);
    CHECK_FALSE(line->hasFocus());
    line->setFocus();
    line->setText("decay"); // by the program: nobody typed
    CHECK(list_of(line) == nullptr);
    line->clear();
    QTest::keyClicks(line, "12"); // digits are no name
    CHECK(list_of(line) == nullptr);
    line->clear();
    QTest::keyClicks(line, "decay"); // whole: nothing to add
    CHECK(list_of(line) == nullptr);
}

TEST_CASE("in the text, words fit the place", "[gui][completion]") {
    Editor test;
    auto* text = test.text();
    put_cursor_after(text, "\"role\": \"");
    ctrl_space(text);
    CHECK((offered(text).contains("query") && !offered(text).contains("sqrt(x)")));
    QTest::keyClick(text, Qt::Key_Escape);
    put_cursor_after(text, "\"write\": \"k / ");
    ctrl_space(text);
    CHECK((offered(text).contains("sqrt(x)") && offered(text).contains("decay")));
    QTest::keyClick(text, Qt::Key_Escape);
    put_cursor_after(text, "\"wri"); // a key
    ctrl_space(text);
    CHECK((offered(text).contains("write") && !offered(text).contains("sqrt(x)")));
    QTest::keyClick(text, Qt::Key_Escape);
    put_cursor_after(text, "\"write\": \"k / ");
    QTest::keyClicks(text, "de");
    QTest::keyClick(text, Qt::Key_Return);
    CHECK(text->toPlainText().contains("\"k / decaysqrt(n)\"") == false); // the whole name is replaced
    CHECK(text->toPlainText().contains("\"k / decay(n)\""));
}

TEST_CASE("a wrong formula says why in its tool tip and to assistive tools, until it is right", "[gui][editor]") {
    Editor test;
    auto* line = test.line("write");
    const QString help = line->toolTip();
    CHECK(line->accessibleDescription() == help);
    line->selectAll();
    QTest::keyClicks(line, "k * kk");
    CHECK(line->is_marked());
    CHECK(line->toolTip().contains("'kk'"));
    CHECK(line->accessibleDescription() == line->toolTip());
    QTest::keyClick(line, Qt::Key_Backspace);
    CHECK_FALSE(line->is_marked());
    CHECK(line->toolTip() == help);
}

TEST_CASE("wrong characters are underlined, the rest is not", "[gui][editor]") {
    Editor test;
    auto* line = test.line("write");
    line->selectAll();
    QTest::keyClicks(line, "k * kkkkkkkk");
    const QImage wrong = line->grab().toImage();
    line->unmark();
    const QImage plain = line->grab().toImage();
    // Columns that differ below the middle, without the frame round the field.
    QList<int> changed;
    for (int x = 6; x < wrong.width() - 6; ++x)
        for (int y = wrong.height() / 2; y < wrong.height() - 4; ++y)
            if (wrong.pixel(x, y) != plain.pixel(x, y)) {
                changed << x;
                break;
            }
    REQUIRE_FALSE(changed.isEmpty());
    const int letter = line->fontMetrics().horizontalAdvance('k');
    CHECK(changed.front() > 4 * letter);                  // "k * " is right
    CHECK(changed.back() - changed.front() > 7 * letter); // eight letters are not
}

TEST_CASE("in the text every problem is underlined where it is", "[gui][editor]") {
    Editor test;
    auto* text = test.text();
    QString json = text->toPlainText();
    json.replace("k / sqrt(n)", "k / sqqrt(n)").replace("\"read\": \"q\"", "\"read\": \"qq\"");
    text->setPlainText(json);
    REQUIRE(QTest::qWaitFor([&] { return !text->extraSelections().isEmpty(); }));
    QStringList marked;
    for (const auto& selection : text->extraSelections()) {
        marked << selection.cursor.selectedText();
        CHECK(selection.format.underlineStyle() == QTextCharFormat::WaveUnderline);
    }
    CHECK(marked.contains("sqqrt"));
    auto* message = test.editor.findChild<QLabel*>("designTextMessage");
    CHECK(message->text().contains("'sqqrt'"));
    CHECK(text->accessibleDescription().contains("'sqqrt'"));

    put_cursor_after(text, "k / sq");
    const QPoint at = text->cursorRect().center();
    QHelpEvent hover(QEvent::ToolTip, at, text->viewport()->mapToGlobal(at));
    QApplication::sendEvent(text->viewport(), &hover);
    CHECK(QToolTip::text().contains("'sqqrt'"));

    text->setPlainText(QString(json).replace("sqqrt", "sqrt").replace("qq", "q"));
    REQUIRE(QTest::qWaitFor([&] { return text->extraSelections().isEmpty(); }));
    CHECK(text->accessibleDescription().isEmpty());
}

TEST_CASE("what computing finds wrong is marked in the text too", "[gui][editor]") {
    Editor test;
    auto* text = test.text();
    test.editor.show_computed_error({ErrorCode::invalid_design, "axes do not fit", "/evolution/log", 0, 6});
    REQUIRE(text->extraSelections().size() == 1);
    CHECK(text->extraSelections()[0].cursor.selectedText() == "-decay");
    test.editor.clear_computed_errors();
    CHECK(text->extraSelections().isEmpty());
}

TEST_CASE("an error's characters are found through the escapes of JSON", "[gui][editor]") {
    const auto marked = [](std::string_view text, const Error& error) {
        const TextRange range = place_of_error(text, error);
        return std::string(text.substr(range.begin, range.end - range.begin));
    };
    const auto at = [](const char* where, std::ptrdiff_t offset, std::ptrdiff_t length) {
        return Error{ErrorCode::invalid_design, "", where, offset, length};
    };
    CHECK(marked(R"({"a": "x + yy"})", at("/a", 4, 2)) == "yy");
    CHECK(marked(R"({"a": "\t\u03c6\"yy"})", at("/a", 4, 2)) == "yy"); // 1 + 2 + 1 bytes before
    CHECK(marked(R"({"a": "x +"})", at("/a", 3, 0)) == "\"");          // what is missing: the end
    CHECK(marked(R"({"a": {"b": 1}})", at("/a/c", -1, 0)) == R"({"b": 1})");
    CHECK(marked("{\"a\": {\n \"b\": 1}}", at("/a", -1, 0)) == "{"); // its first line
    CHECK(marked("{\"a\": 1\n", at("", 8, 1)) == "1");               // never an end of line
    CHECK(marked("{", at("", 1, 0)) == "{");
    CHECK(marked("", at("", 0, 0)).empty());
}

TEST_CASE("the pointer of the text that is being written is known, whatever follows", "[gui][editor]") {
    const auto pointer = [](std::string_view before, std::string_view after) {
        return json_text_pointer(std::string(before) + std::string(after), before.size()).value_or("(none)");
    };
    CHECK(pointer(R"({"write": "k)", R"( / n"})") == "/write");
    CHECK(pointer(R"({"write": ")", "\n}") == "/write"); // not closed yet
    CHECK(pointer(R"({"signals": {"k": {"axes": ["head", ")", R"("]}}})") == "/signals/k/axes/1");
    CHECK(pointer(R"({"a": {"b": "x, {\"y"}, "let": {"w": "q)", R"("}})") == "/let/w");
    CHECK(pointer(R"({"wri)", R"(te": "k"})") == "(none)");
    CHECK(pointer(R"({"write": )", R"("k"})") == "(none)");
    CHECK(pointer(R"({"write": "k")", "}") == "(none)");
    for (const char* broken : {"", "{", "]", "\"", "{\"a\\", "}}}\"x"})
        CHECK_NOTHROW(json_text_pointer(broken, std::string_view(broken).size()));
}
