// Fields, text and keys of the whole window, key by key.
#include "core/design/design_json.hpp"
#include "core/design/presets.hpp"
#include "core/io/tensors.hpp"
#include "tests/gui/opened_window.hpp"
#include "tests/support/catch.hpp"
#include "ui/editor/expression_field.hpp"
#include "ui/editor/number_field.hpp"
#include "ui/editor/parameter_row.hpp"
#include "ui/main_window/export_dialog.hpp"

#include <QAbstractScrollArea>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTimer>
#include <QUndoStack>

using namespace alphascope;
using namespace alphascope::ui;

namespace {

void type(QWidget* field, const QString& text) {
    for (const QChar c : text)
        QTest::keyClick(field, c.toLatin1());
}

NumberField* focused(Opened& test, const char* name) {
    test.window.activateWindow();
    auto* field = test.find<NumberField>(name);
    field->setFocus();
    field->selectAll();
    return field;
}

double decay(Opened& test) {
    return test.window.document().design()->parameters[0].value;
}

QPlainTextEdit* text_tab(Opened& test) {
    test.window.activateWindow();
    test.find<QTabWidget>("designTabs")->setCurrentIndex(1);
    auto* text = test.find<QPlainTextEdit>("designText");
    text->setFocus();
    return text;
}

void put_cursor_after(QPlainTextEdit* edit, const QString& what) {
    QTextCursor cursor = edit->textCursor();
    cursor.setPosition(static_cast<int>(edit->toPlainText().indexOf(what) + what.size()));
    edit->setTextCursor(cursor);
}

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

TEST_CASE("a parameter is typed digit by digit and keeps its text until it is left", "[gui][window]") {
    Opened test;
    auto* number = focused(test, "decay/number");
    QString so_far;
    for (const QChar c : QString("0.7500")) {
        QTest::keyClick(number, c.toLatin1());
        test.settle(); // pictures come and go meanwhile
        CHECK(number->text() == (so_far += c));
    }
    CHECK(decay(test) == 0.75);
    CHECK(test.window.picture()->request.design == test.window.document().design());
    QTest::keyClick(number, Qt::Key_Return);
    CHECK(number->text() == "0.75");
    CHECK(test.window.document().undo_stack().count() == 1);

    type(number, "1.25");
    CHECK(number->text() == "1.25");
    CHECK(number->is_wrong());
    CHECK(test.find<QLabel>("decay/refusal")->text() == "decay takes a number from 0 to 1, not 1.25");
    auto* end = focused(test, "decay/maximum"); // the sentence names the end: it is a number to type too
    type(end, "2");
    CHECK(test.window.document().design()->parameters[0].maximum == 2);
}

TEST_CASE("each Enter in a parameter is one step of undo", "[gui][window]") {
    Opened test;
    auto* number = focused(test, "decay/number");
    for (const char* text : {"0.9", "0.8", "0.7"}) {
        type(number, text);
        QTest::keyClick(number, Qt::Key_Return);
    }
    CHECK(test.window.document().undo_stack().count() == 3);
    for (const double before : {0.8, 0.9, 0.5}) {
        QTest::keyClick(number, Qt::Key_Z, Qt::ControlModifier);
        CHECK(decay(test) == before);
        CHECK(number->text().toDouble() == before);
    }
}

TEST_CASE("a slider writes numbers that people can read", "[gui][window]") {
    Opened test;
    auto* slider = test.find<ParameterSlider>("decay");
    for (int step = 1; step < 1000; step += 37) {
        slider->setValue(step);
        CHECK(QString::number(decay(test), 'g', 17).size() >= 1);
        CHECK(design_to_json(*test.window.document().design()).find("0000000") == std::string::npos);
    }
}

TEST_CASE("Escape in a drag gives the value back though the hand moves on", "[gui][window]") {
    Opened test;
    auto* slider = test.find<ParameterSlider>("decay");
    const int y = slider->height() / 2;
    QTest::mousePress(slider, Qt::LeftButton, {}, QPoint(slider->width() / 2, y));
    QTest::mouseMove(slider, QPoint(slider->width() - 10, y));
    CHECK(decay(test) > 0.6);
    QTest::keyClick(slider, Qt::Key_Escape);
    QTest::mouseMove(slider, QPoint(slider->width() - 8, y));
    QTest::mouseRelease(slider, Qt::LeftButton, {}, QPoint(slider->width() - 8, y));
    CHECK(decay(test) == 0.5);
    CHECK(test.window.document().undo_stack().count() == 0);
}

TEST_CASE("a length that cannot be is refused with a sentence, one that can is taken", "[gui][window]") {
    Opened test;
    auto* length = focused(test, "scene/length");
    for (const char* text : {"-5", "1e9", "5.5", "abc"}) {
        CAPTURE(text);
        length->selectAll();
        type(length, text);
        QTest::keyClick(length, Qt::Key_Return);
        test.settle();
        CHECK(length->text() == text);
        CHECK(test.find<QLabel>("scene/length/refusal")->text().startsWith("length L takes a whole number from 1"));
        CHECK(test.window.document().scene()->length == 16);
    }
    length->selectAll();
    type(length, "24");
    CHECK(QTest::qWaitFor([&] { return test.window.document().scene()->length == 24; })); // without Enter
    length->selectAll();
    type(length, "1e3");
    QTest::keyClick(length, Qt::Key_Return);
    CHECK(length->text() == "1000");
    CHECK(test.window.document().scene()->length == 1000);
    CHECK(test.find<QLabel>("scene/length/refusal")->isHidden());

    length->selectAll();
    type(length, "10000000");
    CHECK(QTest::qWaitFor([&] { return length->is_wrong(); }));
    CHECK(length->message().startsWith("10000000 tokens need about "));
    CHECK(length->message().endsWith(" GB of memory: press Enter to begin"));
    CHECK(test.window.document().scene()->length == 1000);
    QTest::keyClick(length, Qt::Key_Escape);
    CHECK(length->text() == "1000");
}

TEST_CASE("Escape gives a formula back, spaces stay while it is typed", "[gui][window]") {
    Opened test;
    test.window.activateWindow();
    auto* read = test.find<FormulaLine>("read");
    read->setFocus();
    read->selectAll();
    type(read, "2 * q ");
    CHECK(read->text() == "2 * q ");
    CHECK(test.window.document().design()->read.text.find("2 * q") == 0);
    QTest::keyClick(read, Qt::Key_Escape);
    CHECK(read->text() == "q");
    CHECK(test.window.document().design()->read.text == "q");
    CHECK(test.window.document().undo_stack().count() == 0);
}

TEST_CASE("a wrong formula outlives changes elsewhere and is asked for", "[gui][window]") {
    Opened test;
    test.window.activateWindow();
    auto* read = test.find<FormulaLine>("read");
    read->setFocus();
    read->selectAll();
    type(read, "q *");
    CHECK(read->is_marked());
    CHECK(test.window.isWindowModified());
    test.find<ParameterSlider>("decay")->setValue(900);
    test.settle();
    CHECK(read->text() == "q *");
    CHECK(read->is_marked());
    CHECK(decay(test) == 0.9);
    auto* text = text_tab(test);
    CHECK(text->toPlainText().contains("\"q *\""));
    CHECK(text->toPlainText().contains("\"value\": 0.9"));
    test.find<QTabWidget>("designTabs")->setCurrentIndex(0);
    read->setFocus();
    read->end(false);
    type(read, " 2");
    CHECK_FALSE(read->is_marked());
    CHECK(test.window.document().design()->read.text == "q * 2");
    CHECK_FALSE(test.window.document().text_has_errors());
}

TEST_CASE("a name typed into the other of log and factor takes its place", "[gui][window]") {
    Opened test;
    test.window.activateWindow();
    auto* factor = test.find<FormulaLine>("evolution/factor");
    factor->setFocus();
    type(factor, "exp(-b)"); // wrong until its last letter
    CHECK_FALSE(factor->is_marked());
    const auto& kind = std::get<ScalarEvolution>(test.window.document().design()->evolution.kind);
    CHECK((kind.factor && kind.factor->text == "exp(-b)" && !kind.log));
}

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

TEST_CASE("the preset field takes the highlighted entry, names and word beginnings first", "[gui][window]") {
    Opened test;
    auto* presets = test.find<QComboBox>("preset");
    test.window.activateWindow();
    const auto search = [&](const QString& text) {
        QTest::keyClick(&test.window, Qt::Key_P, Qt::ControlModifier);
        QTest::qWait(1);
        CHECK(presets->lineEdit()->hasSelectedText());
        QString so_far;
        for (const QChar c : text) {
            QTest::keyClick(presets, c.toLatin1());
            CHECK(presets->lineEdit()->text() == (so_far += c)); // nobody completes it
        }
    };
    search("LRU");
    QTest::keyClick(presets, Qt::Key_Return);
    CHECK(test.window.document().design()->id == "lru");
    search("Gated linear");
    auto* found = test.find<QListWidget>("preset/found");
    CHECK(found->isVisible());
    CHECK(found->currentRow() == 0);
    const QString first = found->currentItem()->data(Qt::UserRole).toString();
    QTest::keyClick(presets, Qt::Key_Return);
    CHECK(QString::fromStdString(test.window.document().design()->id) == first);
    CHECK_FALSE(found->isVisible());
    search("softmax");
    QTest::keyClick(presets, Qt::Key_Down);
    CHECK(found->currentRow() == 1);
    const QString second = found->currentItem()->data(Qt::UserRole).toString();
    QTest::keyClick(presets, Qt::Key_Return);
    CHECK(QString::fromStdString(test.window.document().design()->id) == second);
    search("nothing like it");
    QTest::keyClick(presets, Qt::Key_Return);
    CHECK(presets->lineEdit()->text() == "nothing like it");
    QTest::keyClick(presets, Qt::Key_Escape);
    CHECK(presets->lineEdit()->text().toStdString() == test.window.document().design()->name);
}

TEST_CASE("commands of the window are commands in every field", "[gui][window]") {
    Opened test;
    test.window.activateWindow();
    auto* exports = test.find<QAction>("actionExport");
    int asked = 0;
    exports->disconnect();
    QObject::connect(exports, &QAction::triggered, &test.window, [&] { ++asked; });
    const auto check = [&](QWidget* field, const std::function<QString()>& text) {
        field->setFocus();
        const QString before = text();
        asked = 0;
        QTest::keyClick(field, Qt::Key_E, Qt::ControlModifier);
        CHECK(asked == 1);
        for (const auto key : {Qt::Key_K, Qt::Key_U, Qt::Key_3, Qt::Key_9})
            QTest::keyClick(field, key, Qt::ControlModifier);
        CHECK(text() == before);
    };
    auto* write = test.find<FormulaLine>("write");
    check(write, [&] { return write->text(); });
    auto* number = test.find<NumberField>("decay/number");
    check(number, [&] { return number->text(); });
    auto* presets = test.find<QComboBox>("preset");
    check(presets, [&] { return presets->currentText(); });
    auto* text = text_tab(test);
    put_cursor_after(text, "\"read\": ");
    check(text, [&] { return text->toPlainText(); });
    QTest::keyClick(text, Qt::Key_1, Qt::ControlModifier);
    CHECK(test.find<QTabWidget>("designTabs")->currentIndex() == 0);
}

TEST_CASE("the window starts with the focus on the map", "[gui][window]") {
    Opened test;
    test.window.activateWindow();
    CHECK(test.window.focusWidget()->objectName() == "map");
    QTest::keyClick(test.window.focusWidget(), Qt::Key_L);
    CHECK(test.find<QComboBox>("map/scale")->currentIndex() == 1);
}

TEST_CASE("Tab goes as the eye reads, every stop can be seen", "[gui][window]") {
    Opened test(first_light());
    test.window.activateWindow();
    for (const bool rebuilt : {false, true}) {
        if (rebuilt) { // other fields
            test.window.document().choose_design(*preset("lru"), "choose");
            test.settle();
        }
        auto* left = test.find<QWidget>("leftSplitter");
        test.find<QComboBox>("preset")->setFocus();
        QStringList order;
        std::vector<QPoint> places;
        for (QWidget* at = QApplication::focusWidget();
             order.isEmpty() || (at->objectName() != "preset" && order.back() != "status/origin");
             at = QApplication::focusWidget()) {
            REQUIRE(order.size() < 200);
            CHECK_FALSE(at->objectName().isEmpty());
            QRegion seen = at->visibleRegion(); // of the stop, or of what covers it from inside
            for (const auto* part : at->findChildren<QWidget*>())
                seen += part->visibleRegion();
            CAPTURE(at->objectName().toStdString());
            CHECK_FALSE(seen.isEmpty());
            order << at->objectName();
            places.push_back(at->mapTo(&test.window, QPoint(0, 0)));
            QTest::keyClick(at, Qt::Key_Tab);
        }
        CAPTURE(order.join(" ").toStdString());
        int last_left = -1;
        for (int k = 0; k < order.size(); ++k)
            if (left->isAncestorOf(test.find<QWidget>(order[k].toUtf8().constData())))
                last_left = k;
        for (int k = 0; k <= last_left; ++k) // all of the left side comes first
            CHECK(left->isAncestorOf(test.find<QWidget>(order[k].toUtf8().constData())));
        const auto at = [&](const char* name) { return order.indexOf(name); };
        CHECK(at("preset") < at("scene/source"));
        CHECK(at("scene/source") < at("scene/seed"));
        CHECK(at("scene/seed") < at("evolution/kind"));
        CHECK(at("evolution/kind") < at("write"));
        CHECK(at("write") < at("read"));
        CHECK(at("read") < at("equation"));
        CHECK(at("equation") < at("map/kind"));
        CHECK(at("map/kind") < at("map"));
        CHECK(at("map") < at("spectrum/chart"));
        CHECK(at("spectrum/chart") < at("impulse/chart"));
        CHECK(at("impulse/chart") < at("stability/chart"));
    }
}

TEST_CASE("any kind of A can stand inside a delay", "[gui][window]") {
    Opened test;
    auto* delay = test.find<QCheckBox>("evolution/delay");
    const DesignPtr before = test.window.document().design();
    delay->click();
    test.settle();
    CHECK(test.window.document().design()->evolution.delay.has_value());
    CHECK(test.window.picture()->request.design == test.window.document().design()); // it runs
    test.find<QCheckBox>("evolution/delay")->click();
    test.settle();
    CHECK(*test.window.document().design() == *before);
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

TEST_CASE("a form is as wide as its fields and its scroll bar", "[gui][window]") {
    Opened test(first_light());
    test.window.resize(1100, 560); // too low for the form
    test.settle();
    auto* form = test.find<QWidget>("designForm");
    auto* viewport = form->parentWidget();
    CHECK(form->width() <= viewport->width());
    for (auto* field : form->findChildren<QWidget*>()) {
        if (!field->isVisible() || field->objectName().isEmpty())
            continue;
        CAPTURE(field->objectName().toStdString());
        CHECK(field->mapTo(form, QPoint(field->width(), 0)).x() <= viewport->width());
        CHECK(field->width() >= field->minimumSizeHint().width());
    }
}
