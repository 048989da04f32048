// What is drawn and what is written never disagree in silence.
#include "core/base/resources.hpp"
#include "core/design/presets.hpp"
#include "core/io/tensors.hpp"
#include "tests/gui/opened_window.hpp"
#include "tests/support/catch.hpp"
#include "ui/compute/show.hpp"
#include "ui/compute/window_words.hpp"
#include "ui/editor/expression_field.hpp"
#include "ui/editor/number_field.hpp"
#include "ui/main_window/board.hpp"
#include "ui/main_window/export_dialog.hpp"
#include "ui/main_window/map_panel.hpp"
#include "ui/main_window/notice.hpp"
#include "ui/main_window/shown_workspace.hpp"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace alphascope;
using namespace alphascope::ui;
using Shows = PictureState::Shows;

namespace {

struct Window : Opened {
    using Opened::Opened;
    void type(const char* field, const QString& text) {
        auto* line = find<FormulaLine>(field);
        line->setFocus();
        line->selectAll();
        for (const QChar letter : text)
            QTest::keyClick(line, letter.toLatin1());
        settle();
    }
    Shows shows() { return window.picture_state().shows(); }
    bool is_dimmed() { return find<QWidget>("veil")->isVisible(); }
    QString words() { return find<Notice>("standing")->isVisible() ? find<Notice>("standing")->text() : QString(); }
    bool can_export() { return find<QAction>("actionExport")->isEnabled(); }
    QStringList listed() {
        auto* list = find<QToolButton>("status/problems");
        return list->isVisible() ? QStringList{list->accessibleName()} : QStringList{};
    }
};

/// A rotation, whose angle wants one number for each pair.
Workspace rotation_workspace() {
    Workspace workspace = small_workspace();
    Design design = *workspace.design;
    design.evolution.kind = RotationEvolution{.angle = parse_expression("0.3").value()};
    workspace.design = snapshot(std::move(design));
    return workspace;
}

} // namespace

TEST_CASE("a formula that parses and does not fit marks its field, dims the views and says so", "[gui][standing]") {
    Window test(rotation_workspace());
    CHECK(test.shows() == Shows::present);
    CHECK_FALSE(test.is_dimmed());
    CHECK(test.can_export());
    const PicturePtr good = test.window.picture();
    test.type("evolution/angle", "v");
    CHECK(test.find<FormulaLine>("evolution/angle")->is_marked());
    CHECK(test.find<QLabel>("evolution/angle/message")->text().contains("value"));
    CHECK(test.shows() == Shows::earlier);
    CHECK(test.is_dimmed());
    CHECK(test.words().contains("the last design that worked"));
    CHECK(test.words().contains("value"));
    CHECK(test.window.picture() == good);
    CHECK_FALSE(test.can_export());
    CHECK(test.find<QAction>("actionExport")->text().contains("not that of the design"));
    CHECK(test.listed().join("").contains("value"));

    test.find<StatusLine>("status")->show_note("Written: figure.pdf"); // never takes its place
    CHECK(test.listed().join("").contains("value"));
    CHECK(test.find<QLabel>("status/message")->text() == "Written: figure.pdf");
    test.window.set_dark(true);
    test.settle();
    CHECK(test.is_dimmed());
    test.window.set_dark(false);

    test.type("evolution/angle", "0.5");
    CHECK(test.shows() == Shows::present);
    CHECK_FALSE(test.is_dimmed());
    CHECK(test.words().isEmpty());
    CHECK(test.listed().isEmpty());
    CHECK(test.can_export());
}

TEST_CASE("an unfinished formula is listed and dims what it no longer matches", "[gui][standing]") {
    Window test;
    test.type("write", "k / sqrt(n");
    CHECK(test.shows() == Shows::earlier);
    CHECK(test.is_dimmed());
    CHECK(test.words().contains("write"));
    CHECK_FALSE(test.can_export());
    test.find<QLabel>("status/message")->setFocus();
    QTest::keyClick(test.find<FormulaLine>("write"), ')');
    test.settle();
    CHECK(test.shows() == Shows::present);
    CHECK(test.can_export());
}

TEST_CASE("errors in the text tab count as well, until undo or repair", "[gui][standing]") {
    Window test;
    test.find<QTabWidget>("designTabs")->setCurrentIndex(1);
    auto* text = test.find<QPlainTextEdit>("designText");
    text->setFocus();
    text->moveCursor(QTextCursor::End);
    QTest::keyClick(text, 'x');
    REQUIRE(QTest::qWaitFor([&] { return test.shows() == Shows::earlier; }));
    CHECK_FALSE(test.can_export());
    QTest::keyClick(text, Qt::Key_Backspace);
    REQUIRE(QTest::qWaitFor([&] { return test.shows() == Shows::present; }));
    CHECK(test.can_export());
}

TEST_CASE("a problem that is chosen in the list brings its field to the keyboard", "[gui][standing]") {
    Window test(rotation_workspace());
    test.type("evolution/angle", "v");
    test.find<QWidget>("map")->setFocus();
    Q_EMIT test.find<StatusLine>("status")->problemChosen(0);
    CHECK(test.window.focusWidget() == test.find<FormulaLine>("evolution/angle"));
}

TEST_CASE("a document whose tensor file is missing has no picture, and two ways on", "[gui][standing]") {
    QTemporaryDir folder;
    const auto bytes = resource("samples/mqar_softmax_layer2.safetensors");
    REQUIRE(bytes.has_value());
    const QString tensors = folder.filePath("mine.safetensors"), path = folder.filePath("mine.json");
    REQUIRE(write_file_atomically(tensors.toStdString(), *bytes).has_value());
    {
        Window test;
        test.window.open(tensors);
        test.settle();
        REQUIRE(test.window.save_to(path));
    }
    const QString moved = folder.filePath("elsewhere.safetensors");
    REQUIRE(QFile::rename(tensors, moved));

    Window test;
    test.window.open(path);
    test.settle();
    CHECK(test.shows() == Shows::nothing);
    CHECK(test.window.picture() == nullptr);
    auto* missing = test.find<Notice>("missing");
    REQUIRE(missing->isVisible());
    CHECK(missing->text().contains("mine.safetensors"));
    CHECK_FALSE(missing->text().contains(folder.path() + "/elsewhere"));
    CHECK_FALSE(test.can_export());

    test.window.locate_source_at(moved);
    test.settle();
    CHECK(test.shows() == Shows::present);
    CHECK_FALSE(test.find<QWidget>("noPicture")->isVisible());
    CHECK(test.window.document().undo_stack().count() == 1);

    test.window.document().undo_stack().undo();
    test.settle();
    CHECK(test.shows() == Shows::earlier); // of this document, but not of this file
    QTest::mouseClick(test.find<QPushButton>("standing/generate"), Qt::LeftButton);
    test.settle();
    CHECK(test.shows() == Shows::present);
    CHECK(std::holds_alternative<GaussianSource>(test.window.document().scene()->source));
}

TEST_CASE("a text that never was a design computes nothing until it is repaired", "[gui][standing]") {
    QTemporaryDir folder;
    QFile file(folder.filePath("broken.json"));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(R"({"format": "alphascope.design", "version": 1, "id": "x",, })");
    file.close();
    Opened test(first_light());
    test.window.document().set_parameter("shift_by", 0.5); // on its way when the next document comes
    test.window.document().undo_stack().setClean();
    QSignalSpy pictures(&test.window, &MainWindow::pictureShown);
    test.window.open(file.fileName());
    QTest::qWait(800); // longer than a progress bar waits before it shows
    CHECK(test.window.is_settled());
    CHECK(pictures.empty());
    CHECK(test.find<QWidget>("status/progress")->isHidden());
    CHECK(test.find<QWidget>("noPicture")->isVisible());
    CHECK(test.find<QComboBox>("preset")->currentText().isEmpty());
    const std::string whole(*resource("presets/gla.json"));
    QGuiApplication::clipboard()->setText(QString::fromStdString(whole));
    auto* text = test.find<QPlainTextEdit>("designText");
    QTest::keyClick(text, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(text, Qt::Key_V, Qt::ControlModifier);
    REQUIRE(QTest::qWaitFor([&] { return !pictures.empty(); }));
    CHECK(test.find<QWidget>("noPicture")->isHidden());
}

TEST_CASE("the key of a command that is refused says why", "[gui][standing]") {
    Window test;
    test.window.activateWindow();
    test.type("write", "k / sqrt(n");
    REQUIRE(test.shows() == Shows::earlier);
    for (const char* name : {"map", "write", "preset", "decay/number", "stability/chart"}) {
        CAPTURE(name);
        test.find<StatusLine>("status")->show_note({});
        test.find<QWidget>(name)->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_E, Qt::ControlModifier);
        CHECK(test.find<QLabel>("status/message")->text() ==
              "Nothing is exported: the picture is not that of the design.");
    }
    CHECK(test.find<QAction>("actionExport")->text().contains("the picture is not that of the design"));
    CHECK(test.find<FormulaLine>("write")->text() == "k / sqrt(n");
}

TEST_CASE("equations beside a text with errors are those of before, dimmed under a sentence", "[gui][standing]") {
    Window test;
    auto* equations = test.find<QWidget>("equation")->findChild<QLabel*>();
    const QString before = equations->text();
    CHECK(equations->foregroundRole() == QPalette::WindowText);
    test.find<QTabWidget>("designTabs")->setCurrentIndex(1);
    auto* text = test.find<QPlainTextEdit>("designText");
    text->setFocus();
    text->moveCursor(QTextCursor::End);
    QTest::keyClick(text, 'x');
    REQUIRE(QTest::qWaitFor([&] { return test.shows() == Shows::earlier; }));
    CHECK(equations->text().contains("these are the equations of the last valid design"));
    CHECK(equations->text().endsWith(before));
    CHECK(equations->foregroundRole() == QPalette::PlaceholderText);
    QTest::keyClick(text, Qt::Key_Backspace);
    REQUIRE(QTest::qWaitFor([&] { return test.shows() == Shows::present; }));
    CHECK(equations->text() == before);
    CHECK(equations->foregroundRole() == QPalette::WindowText);
}

TEST_CASE("a file that is there and wrong can be replaced by the right one", "[gui][standing]") {
    QTemporaryDir folder;
    const auto bytes = resource("samples/mqar_softmax_layer2.safetensors");
    const QString tensors = folder.filePath("mine.safetensors"), path = folder.filePath("mine.json");
    REQUIRE(write_file_atomically(tensors.toStdString(), *bytes).has_value());
    {
        Window test;
        test.window.open(tensors);
        test.settle();
        REQUIRE(test.window.save_to(path));
    }
    const QString right = folder.filePath("elsewhere.safetensors");
    REQUIRE(QFile::rename(tensors, right));
    const auto other = resource("samples/lm_gated_delta_rule_layer2.safetensors");
    for (const std::string& wrong : {std::string("damaged"), other ? std::string(*other) : std::string("none")}) {
        REQUIRE(write_file_atomically(tensors.toStdString(), wrong).has_value());
        Window test;
        test.window.open(path);
        test.settle();
        if (test.shows() == Shows::nothing)
            CHECK(test.find<QPushButton>("missing/locate")->isVisible());
        else
            CHECK(test.find<QToolButton>("remarks/changed")->isVisible());
        test.window.locate_source_at(right);
        test.settle();
        CHECK(test.shows() == Shows::present);
        CHECK(test.window.findChild<QToolButton*>("remarks/changed") == nullptr);
        CHECK_FALSE(test.find<QWidget>("noPicture")->isVisible());
    }
}

TEST_CASE("a place is named as people know it", "[gui][standing]") {
    QTemporaryDir folder;
    const std::string there = folder.filePath("a.json").toStdString(),
                      gone = folder.filePath("no/b.json").toStdString();
    REQUIRE(write_file_atomically(there, "{}").has_value());
    CHECK(sentence_of({ErrorCode::io, "cannot be read", there}) == "a.json: cannot be read");
    CHECK(sentence_of({ErrorCode::io, "cannot be written", gone}) == gone + ": cannot be written");
    CHECK(sentence_of({ErrorCode::usage, "must end in .pdf", folder.filePath("c.x").toStdString()}) ==
          folder.filePath("c.x").toStdString() + ": must end in .pdf");
    CHECK(sentence_of({ErrorCode::invalid_design, "is wrong", there + ": /write"}) == "a.json: write: is wrong");
    CHECK(sentence_of({ErrorCode::invalid_design, "is wrong", "/evolution/log"}) == "evolution/log: is wrong");
    CHECK(sentence_of({ErrorCode::io, "is not there", "/scene/source/path"}) == "scene/source/path: is not there");
}

TEST_CASE("a figure carries the design of its picture, whatever is written by then", "[gui][standing]") {
    Window test;
    const PicturePtr picture = test.window.picture();
    test.window.document().set_parameter("decay", 0.25); // the picture is not there yet
    const Workspace shown = workspace_of(*picture);
    CHECK(*shown.design == *picture->request.design);
    CHECK(shown.design->parameters[0].value == 0.5);
    CHECK(shown.view.i == picture->request.i);
    CHECK_FALSE(shown.view.rows.has_value());
    test.settle();
    CHECK(workspace_of(*test.window.picture()).design->parameters[0].value == 0.25);
}

TEST_CASE("stopped work leaves the earlier picture with the word, and a way to go on", "[gui][standing]") {
    Window test;
    Scene scene = *test.window.document().scene();
    scene.length = 1 << 20;
    test.window.document().set_scene(scene, "Set the length");
    auto* cancel = test.find<QToolButton>("status/cancel");
    REQUIRE(QTest::qWaitFor([&] { return !cancel->isHidden(); }, 30000));
    CHECK(test.find<QLabel>("status/doing")->text() == "computing 1,048,576 tokens");
    QTest::mouseClick(cancel, Qt::LeftButton);
    test.settle();
    CHECK(test.shows() == Shows::earlier);
    CHECK(test.words().contains("stopped"));
    CHECK_FALSE(test.can_export());
    test.window.document().undo_stack().undo();
    test.settle();
    CHECK(test.shows() == Shows::present);
}

TEST_CASE("a shorter scene while zoomed in is computed in full", "[gui][standing]") {
    Workspace start = small_workspace();
    Scene scene = *start.scene;
    scene.length = 512;
    start.scene = snapshot(scene);
    start.view.rows = start.view.cols = Range{355, 389};
    Window test(std::move(start));
    CHECK(test.window.picture()->view->rows == Range{355, 389});
    auto* length = test.find<NumberField>("scene/length");
    length->setFocus();
    length->selectAll();
    QTest::keyClicks(length, "20");
    QTest::keyClick(length, Qt::Key_Return);
    test.settle();
    CHECK(test.window.picture()->view->rows == Range{0, 20});
    CHECK(test.window.picture()->view->cols == Range{0, 20});
    test.window.document().undo_stack().undo();
    test.settle();
    CHECK(test.window.picture()->realised->length == 512);
}

TEST_CASE("a window of a map moves into a shorter one, or is all of it", "[gui][standing]") {
    const auto moved = clipped({{390, 450}, {100, 160}}, 400);
    CHECK(moved.rows == Range{340, 400});
    CHECK(moved.cols == Range{100, 160});
    CHECK(clipped({{355, 389}, {355, 389}}, 20).rows.size() == 0);
    CHECK(clipped({}, 20).rows.size() == 0);
}
