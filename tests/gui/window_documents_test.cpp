// Documents of the whole window: text, files and presets, and what is asked before anything is lost.
#include "core/design/design_json.hpp"
#include "core/design/presets.hpp"
#include "core/io/tensors.hpp"
#include "tests/gui/typing.hpp"
#include "tests/support/catch.hpp"
#include "ui/editor/expression_field.hpp"
#include "ui/main_window/export_dialog.hpp"

#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QTimer>
#include <QUndoStack>

using namespace alphascope;
using namespace alphascope::ui;

namespace {

/// Presses a button of the next modal dialog, by its text.
void answer(const QString& button, QString* question = nullptr) {
    QTimer::singleShot(0, [button, question] {
        auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        REQUIRE(box != nullptr);
        if (question)
            *question = box->text();
        for (auto* candidate : box->buttons())
            if (candidate->text() == button)
                return candidate->click();
        box->reject();
        FAIL("no such button");
    });
}

} // namespace

TEST_CASE("typed text with errors survives the tabs, is undone and asked for", "[gui][window]") {
    Opened test;
    auto* text = text_tab(test);
    put_cursor_after(text, "\"read\": \"q");
    type(text, " +");
    CHECK(test.window.isWindowModified());
    const QString typed = text->toPlainText();
    REQUIRE(typed.contains("\"q +\""));
    test.find<QTabWidget>("designTabs")->setCurrentIndex(0);
    CHECK(test.find<FormulaLine>("read")->text() == "q +"); // at its field too
    CHECK(test.find<FormulaLine>("read")->is_marked());
    test.find<QTabWidget>("designTabs")->setCurrentIndex(1);
    CHECK(text->toPlainText() == typed);
    CHECK(test.find<QTabWidget>("designTabs")->tabText(1) == "Text ⚠");

    put_cursor_after(text, "\"read\": \"q +\"");
    QTest::keyClick(text, Qt::Key_Backspace); // now it is no JSON either
    const QString broken = text->toPlainText();
    test.find<QTabWidget>("designTabs")->setCurrentIndex(0);
    CHECK(test.find<QLabel>("designForm/notice")->text().startsWith("The text has errors: this is the last valid"));
    test.find<QTabWidget>("designTabs")->setCurrentIndex(1);
    CHECK(text->toPlainText() == broken);

    QString question;
    answer("&Cancel", &question);
    test.window.close();
    CHECK(question.contains("its text has errors"));
    CHECK(test.window.isVisible());
    test.window.activateWindow(); // keys are those of the window in front, and the question was
    REQUIRE(QTest::qWaitForWindowActive(&test.window));
    text->setFocus();
    QTest::keyClick(text, Qt::Key_Z, Qt::ControlModifier);
    CHECK(text->toPlainText() == typed); // one session of typing
    const QUndoStack& stack = test.window.document().undo_stack();
    for (int step = stack.index(); step > 0; --step)
        QTest::keyClick(text, Qt::Key_Z, Qt::ControlModifier);
    CHECK_FALSE(test.window.document().text_has_errors());
    CHECK(test.window.document().undo_stack().index() == 0);
    CHECK_FALSE(test.window.isWindowModified());
}

TEST_CASE("saving writes text with errors as it is typed, and it opens for repair", "[gui][window]") {
    QTemporaryDir folder;
    const QString path = folder.filePath("mine.json");
    Opened test;
    const std::string design = design_to_json(*test.window.document().design());
    REQUIRE(write_file_atomically(path.toStdString(), design).has_value());
    test.window.open(path);
    test.settle();
    auto* text = text_tab(test);
    put_cursor_after(text, "\"read\": \"q");
    type(text, " +");
    QTest::keyClick(text, Qt::Key_S, Qt::ControlModifier);
    CHECK(test.find<QLabel>("status/message")->text() ==
          "Saved mine.json as it is typed, with the errors in its text.");
    CHECK(test.find<QLabel>("status/message")->isVisible());
    CHECK(test.find<QWidget>("status/problems")->isVisible()); // what is wrong is told beside it
    CHECK_FALSE(test.window.isWindowModified());
    CHECK(read_file(path.toStdString(), 1 << 20).value() == text->toPlainText().toStdString());

    Opened other;
    other.window.open(path);
    other.settle();
    CHECK(other.find<QTabWidget>("designTabs")->currentIndex() == 1);
    CHECK(other.find<QPlainTextEdit>("designText")->toPlainText() == text->toPlainText());
    auto* message = other.find<QLabel>("designTextMessage");
    CHECK(QTest::qWaitFor([&] { return message->isVisible(); }));
    CHECK(message->text().contains("Line "));

    // Nothing of the document before is taken for this one.
    CHECK(other.window.picture() == nullptr);
    CHECK(other.find<QWidget>("missing")->isVisible());
    CHECK_FALSE(other.find<QWidget>("designForm")->isEnabled());
    CHECK_FALSE(other.find<QWidget>("status/stored")->isVisible());
    auto* broken = other.find<QPlainTextEdit>("designText");
    other.window.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&other.window));
    broken->setFocus();
    put_cursor_after(broken, "\"read\": \"q +");
    QTest::keyClick(broken, Qt::Key_Backspace);
    QTest::keyClick(broken, Qt::Key_Backspace);
    REQUIRE(QTest::qWaitFor([&] { return other.window.picture() != nullptr; }, 30000));
    CHECK(other.find<QWidget>("designForm")->isEnabled());
    CHECK_FALSE(other.find<QWidget>("missing")->isVisible());
}

TEST_CASE("an error in the text is one click away", "[gui][window]") {
    Opened test;
    auto* text = text_tab(test);
    put_cursor_after(text, "\"write\": \"k / sqrt(n)\"");
    QTest::keyClick(text, Qt::Key_Delete); // the comma
    auto* message = test.find<QLabel>("designTextMessage");
    REQUIRE(QTest::qWaitFor([&] { return message->isVisible(); }));
    CHECK(message->text().contains("a comma is missing before line"));
    text->moveCursor(QTextCursor::Start);
    const QString link = message->text().section('\'', 1, 1);
    Q_EMIT message->linkActivated(link);
    CHECK(text->textCursor().block().text().contains("\"read\""));
}

TEST_CASE("a new line of the text begins below the one before", "[gui][window]") {
    Opened test;
    auto* text = text_tab(test);
    put_cursor_after(text, "\"parameters\": {");
    QTest::keyClick(text, Qt::Key_Return);
    CHECK(text->textCursor().block().text().startsWith("    "));
}

TEST_CASE("a design file is saved as a design file", "[gui][window]") {
    QTemporaryDir folder;
    const QString path = folder.filePath("mine.json");
    std::string own = design_to_json(*small_workspace().design);
    own.insert(own.find("\"name\""), "    ");
    REQUIRE(write_file_atomically(path.toStdString(), own).has_value());
    Opened test;
    test.window.open(path);
    test.settle();
    focused(test, "decay/number");
    type(test.find<NumberField>("decay/number"), "0.25");
    QTest::keyClick(test.find<NumberField>("decay/number"), Qt::Key_S, Qt::ControlModifier);
    std::string expected = own;
    expected.replace(expected.find("0.5"), 3, "0.25");
    CHECK(read_file(path.toStdString(), 1 << 20).value() == expected);
    CHECK_FALSE(test.window.isWindowModified());
}

TEST_CASE("a design becomes one of the user's presets", "[gui][window]") {
    QTemporaryDir folder;
    const QByteArray before = qgetenv("XDG_DATA_HOME");
    qputenv("XDG_DATA_HOME", folder.path().toUtf8());
    {
        Opened test;
        test.window.document().set_parameter("decay", 0.125);
        QTimer::singleShot(0, [] {
            auto* dialog = QApplication::activeModalWidget();
            REQUIRE(dialog->objectName() == "addPreset");
            auto* name = dialog->findChild<QLineEdit*>("addPreset/name");
            auto* add = dialog->findChild<QPushButton*>();
            for (auto* button : dialog->findChildren<QPushButton*>())
                if (button->text() == "&Add")
                    add = button;
            name->selectAll();
            type(name, "GLA");
            CHECK_FALSE(add->isEnabled()); // the program has one
            name->selectAll();
            type(name, "My slow one");
            CHECK(add->isEnabled());
            add->click();
        });
        test.find<QAction>("actionAddPreset")->trigger();
        const auto mine = preset("my_slow_one");
        REQUIRE(mine.has_value());
        CHECK(mine->parameters[0].value == 0.125);
        auto* presets = test.find<QComboBox>("preset");
        CHECK(presets->findData("my_slow_one") >= 0);
        CHECK(presets->currentText() == "My slow one");
        CHECK_FALSE(test.window.isWindowModified());
    }
    before.isNull() ? qunsetenv("XDG_DATA_HOME") : qputenv("XDG_DATA_HOME", before);
}

TEST_CASE("a preset that was only chosen is no change", "[gui][window]") {
    Opened test;
    auto* line = test.find<QComboBox>("preset");
    test.window.activateWindow();
    line->setFocus();
    line->lineEdit()->selectAll();
    type(line, "softmax");
    QTest::keyClick(line, Qt::Key_Return);
    CHECK(test.window.document().design()->id == "softmax");
    CHECK_FALSE(test.window.isWindowModified());
    CHECK(test.window.close()); // nothing asks
}

TEST_CASE("a preset chosen in a saved file is a change of that file, marked and asked for", "[gui][window]") {
    QTemporaryDir folder;
    Opened test;
    REQUIRE(test.window.save_to(folder.filePath("mine.json")));
    auto* line = test.find<QComboBox>("preset");
    test.window.activateWindow();
    line->setFocus();
    line->lineEdit()->selectAll();
    type(line, "softmax");
    QTest::keyClick(line, Qt::Key_Return);
    CHECK(test.window.isWindowModified());
    QString question;
    answer("&Cancel", &question);
    test.window.close();
    CHECK(question == "The design was changed. Save it first?");
    CHECK(test.window.isVisible());
    test.window.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&test.window));
    line->setFocus();
    QTest::keyClick(line, Qt::Key_Z, Qt::ControlModifier);
    CHECK(test.window.document().design()->id == "small");
    CHECK_FALSE(test.window.isWindowModified());
    CHECK(test.window.close()); // nothing asks
}

TEST_CASE("Ctrl+Z undoes the document's last step in every field whose text is taken", "[gui][window]") {
    Opened test;
    test.window.activateWindow();
    auto* line = test.find<QComboBox>("preset");
    line->setFocus();
    line->lineEdit()->selectAll();
    type(line, "softmax");
    QTest::keyClick(line, Qt::Key_Return);
    REQUIRE(test.window.document().design()->id == "softmax");
    QTest::keyClick(line, Qt::Key_Z, Qt::ControlModifier);
    CHECK(test.window.document().design()->id == "small");
    CHECK(line->currentText() == "Small");
    QTest::keyClick(line, Qt::Key_Z, Qt::ControlModifier); // there is no step before: nothing happens to the text
    CHECK(line->currentText() == "Small");
    QTest::keyClick(line, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(test.window.document().design()->id == "softmax");
    line->lineEdit()->selectAll();
    type(line, "gla"); // not taken yet: the letters are undone
    QTest::keyClick(line, Qt::Key_Z, Qt::ControlModifier);
    CHECK(test.window.document().design()->id == "softmax");
    CHECK(line->currentText() != "gla");
    QTest::keyClick(line, Qt::Key_Escape);

    Scene scene = *test.window.document().scene();
    scene.source = TextSource{"one word"};
    test.window.document().set_scene(scene, "text");
    auto* text = test.find<QLineEdit>("scene/text");
    text->setFocus();
    text->end(false);
    type(text, "s more");
    test.settle();
    CHECK(std::get<TextSource>(test.window.document().scene()->source).text == "one words more");
    QTest::keyClick(text, Qt::Key_Z, Qt::ControlModifier);
    CHECK(std::get<TextSource>(test.window.document().scene()->source).text == "one word");
    CHECK(text->text() == "one word");
    for (int more = 0; more < 5; ++more)
        QTest::keyClick(text, Qt::Key_Z, Qt::ControlModifier);
    CHECK(test.window.document().undo_stack().index() == 0);
    CHECK(*test.window.document().design() == *small_workspace().design);
}

TEST_CASE("an export asks before it overwrites", "[gui][window]") {
    QTemporaryDir folder;
    const QString path = folder.filePath("figure.png");
    REQUIRE(write_file_atomically(path.toStdString(), "precious").has_value());
    Opened test;
    ExportDialog dialog(test.window.picture(), test.window.document().workspace(), "figure");
    dialog.set_path(path);
    QString question;
    dialog.show();
    answer("&Cancel", &question);
    dialog.accept();
    CHECK(question == "figure.png is there already. Replace it?");
    CHECK(read_file(path.toStdString(), 1 << 20).value() == "precious");
    CHECK(dialog.isVisible());
    answer("&Replace");
    dialog.accept();
    CHECK(read_file(path.toStdString(), 1 << 24).value() != "precious");
    CHECK_FALSE(dialog.isVisible());
}

TEST_CASE("the resolution of an export is typed as every number", "[gui][window]") {
    QTemporaryDir folder;
    Opened test;
    ExportDialog dialog(test.window.picture(), test.window.document().workspace(), "figure");
    dialog.set_path(folder.filePath("figure.png"));
    dialog.show();
    REQUIRE(QTest::qWaitForWindowExposed(&dialog));
    dialog.activateWindow();
    auto* dpi = dialog.findChild<NumberField*>("export/dpi");
    REQUIRE(dpi != nullptr);
    dpi->setFocus();
    dpi->selectAll();
    QString so_far;
    for (const QChar c : QString("2400")) {
        QTest::keyClick(dpi, c.toLatin1());
        CHECK(dpi->text() == (so_far += c));
    }
    auto* message = dialog.findChild<QLabel*>("export/message");
    CHECK(message->isVisible());
    CHECK(message->text() == "the resolution takes a whole number from 72 to 1200, not 2400");
    dialog.accept(); // nothing is written meanwhile
    CHECK(dialog.isVisible());
    CHECK_FALSE(QFile::exists(dialog.path()));
    dpi->selectAll();
    type(dpi, "150");
    CHECK_FALSE(message->isVisible());
    dialog.accept();
    CHECK(QFile::exists(dialog.path()));
    CHECK(QImage(dialog.path()).dotsPerMeterX() == 5906);
}
