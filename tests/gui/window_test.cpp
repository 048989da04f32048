// The window as a person uses it: drag, type, undo, drop, choose, save, by mouse and by keyboard.
#include "core/base/resources.hpp"
#include "core/design/presets.hpp"
#include "core/io/tensors.hpp"
#include "tests/gui/opened_window.hpp"
#include "tests/support/catch.hpp"
#include "ui/editor/expression_field.hpp"
#include "ui/editor/number_field.hpp"
#include "ui/editor/parameter_row.hpp"
#include "ui/help/help_window.hpp"
#include "ui/main_window/export_dialog.hpp"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>
#include <QUrl>

#include <set>

using namespace alphascope;
using namespace alphascope::ui;

namespace {

void type(QLineEdit* line, const QString& text) {
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
}

/// What dropping a file does, without a drag in progress.
void drop(MainWindow& window, const QString& path) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter); // Qt delivers a drop only where a drag has entered
    QDropEvent event(QPointF(200, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &event);
}

QString write_sample(const QTemporaryDir& folder, const std::string& name) {
    const auto bytes = resource("samples/" + name + ".safetensors");
    REQUIRE(bytes.has_value());
    const QString path = folder.filePath(QString::fromStdString(name) + ".safetensors");
    REQUIRE(write_file_atomically(path.toStdString(), *bytes).has_value());
    return path;
}

} // namespace

TEST_CASE("dragging a slider updates live and is one undo step", "[gui][window]") {
    Opened test;
    auto* slider = test.find<ParameterSlider>("decay");
    auto& document = test.window.document();
    QSignalSpy changed(&document, &DesignDocument::designChanged);
    const PicturePtr before = test.window.picture();
    const int y = slider->height() / 2;
    QTest::mousePress(slider, Qt::LeftButton, {}, QPoint(slider->width() / 2, y));
    for (int x = 0; x < 30; ++x)
        QTest::mouseMove(slider, QPoint(slider->width() / 2 + x, y));
    QTest::mouseRelease(slider, Qt::LeftButton, {}, QPoint(slider->width() / 2 + 30, y));
    CHECK(changed.count() > 1);
    CHECK(document.undo_stack().count() == 1);
    CHECK(document.undo_stack().undoText() == "set decay");
    test.settle();
    CHECK(test.window.picture() != before);
    CHECK(test.window.picture()->request.design == document.design());

    QTest::keyClick(&test.window, Qt::Key_Z, Qt::ControlModifier);
    CHECK(document.design()->parameters[0].value == 0.5);
    QTest::keyClick(&test.window, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(document.design()->parameters[0].value > 0.5);
}

TEST_CASE("Escape gives a dragged value back", "[gui][window]") {
    Opened test;
    auto* slider = test.find<ParameterSlider>("decay");
    const int y = slider->height() / 2;
    QTest::mousePress(slider, Qt::LeftButton, {}, QPoint(slider->width() / 2, y));
    QTest::mouseMove(slider, QPoint(slider->width() - 10, y));
    CHECK(test.window.document().design()->parameters[0].value > 0.6);
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Escape);
    CHECK(test.window.document().design()->parameters[0].value == 0.5);
    CHECK(test.window.document().undo_stack().count() == 0);
}

TEST_CASE("a wrong formula marks its field and keeps the last good picture", "[gui][window]") {
    Opened test;
    auto* write = test.find<FormulaLine>("write");
    const PicturePtr good = test.window.picture();
    type(write, "k / sqrt(n");
    test.settle();
    CHECK(write->is_marked());
    CHECK(write->text() == "k / sqrt(n");
    CHECK(test.find<QLabel>("write/message")->isVisible());
    CHECK(test.find<QLabel>("write/message")->text().contains("column"));
    CHECK(test.window.picture()->request.design->write.text != "k / sqrt(n");
    CHECK(test.window.picture() != nullptr);

    QTest::keyClicks(write, ")"); // complete again: no Apply
    test.settle();
    CHECK_FALSE(write->is_marked());
    CHECK(test.window.document().design()->write.text == "k / sqrt(n)");
    CHECK(test.window.picture()->request.design->write.text == "k / sqrt(n)");
}

TEST_CASE("axes that do not fit are found by computing and marked too", "[gui][window]") {
    Opened test;
    auto* log = test.find<FormulaLine>("evolution/log");
    const PicturePtr good = test.window.picture();
    type(log, "-k"); // over state: not a scalar
    test.settle();
    CHECK(test.message().size() > 0);
    CHECK(test.window.picture()->request.design->write == good->request.design->write);
    CHECK(*test.window.picture()->request.design != *test.window.document().design());
    type(log, "-0.1");
    test.settle();
    CHECK_FALSE(log->is_marked());
    CHECK(test.window.picture()->request.design == test.window.document().design());
}

TEST_CASE("typing in one field is one undo step", "[gui][window]") {
    Opened test;
    type(test.find<FormulaLine>("read"), "q*2");
    CHECK(test.window.document().design()->read.text == "q*2");
    CHECK(test.window.document().undo_stack().count() == 1);
    QTest::keyClick(test.find<FormulaLine>("read"), Qt::Key_Z, Qt::ControlModifier);
    CHECK(test.window.document().design()->read.text == "q");
    CHECK(test.find<FormulaLine>("read")->text() == "q");
}

TEST_CASE("the text tab edits the same design", "[gui][window]") {
    Opened test;
    test.find<QTabWidget>("designTabs")->setCurrentIndex(1);
    auto* text = test.find<QPlainTextEdit>("designText");
    QString json = text->toPlainText();
    REQUIRE(json.contains("\"k / sqrt(n)\""));
    text->setPlainText(QString(json).replace("k / sqrt(n)", "3 * k"));
    REQUIRE(QTest::qWaitFor([&] { return test.window.document().design()->write.text == "3 * k"; }));
    text->setPlainText(QString(json).replace("k / sqrt(n)", "3 * "));
    REQUIRE(QTest::qWaitFor([&] { return test.find<QLabel>("designTextMessage")->isVisible(); }));
    CHECK(test.window.document().design()->write.text == "3 * k");
    CHECK(test.find<QLabel>("designTextMessage")->text().contains(">Line "));
}

TEST_CASE("choosing a preset keeps the scene and can be undone", "[gui][window]") {
    Opened test;
    auto* presets = test.find<QComboBox>("preset");
    const ScenePtr scene = test.window.document().scene();
    const int softmax = presets->findData("softmax");
    REQUIRE(softmax >= 0);
    presets->setCurrentIndex(softmax);
    Q_EMIT presets->activated(softmax);
    test.settle();
    CHECK(test.window.document().design()->id == "softmax");
    CHECK(test.window.document().scene() == scene);
    CHECK(test.window.picture()->request.design == test.window.document().design());
    test.window.document().undo_stack().undo();
    CHECK(test.window.document().design()->id == "small");
}

TEST_CASE("a dropped tensor file brings its design and its stored output is reproduced", "[gui][window]") {
    QTemporaryDir folder;
    Opened test;
    drop(test.window, write_sample(folder, "mqar_softmax_layer2"));
    test.settle();
    CHECK(test.window.document().design()->id == "softmax");
    CHECK(test.window.document().scene()->length == 96); // samples/README: sequences of 96 tokens
    REQUIRE(test.window.picture()->stored.output.has_value());
    CHECK(test.window.picture()->stored.output->off.value() < 1e-5);
    REQUIRE(test.window.picture()->stored.alpha.has_value());
    CHECK(test.window.picture()->stored.alpha->off.value() < 1e-5);
    CHECK(test.find<QLabel>("status/stored")->text().contains("reproduced"));
    CHECK(test.window.document().undo_stack().count() == 1);
}

TEST_CASE("another design on a tensor file runs, and the window says what is made up", "[gui][window]") {
    QTemporaryDir folder;
    Opened test;
    drop(test.window, write_sample(folder, "mqar_softmax_layer2"));
    test.settle();
    CHECK(test.find<QToolButton>("status/origin")->isHidden());
    test.window.document().set_design(*preset("s4d"), "Choose s4d");
    test.settle();
    CHECK(test.window.picture()->realised->length == 96);
    auto* origin = test.find<QToolButton>("status/origin");
    CHECK_FALSE(origin->isHidden());
    CHECK(origin->text() == "made up: 7 signals · ⚠ 2 warnings");
    CHECK(origin->toolTip().contains("the file is one of softmax, so 'v' is made up instead"));
    CHECK(test.find<QLabel>("status/stored")->isHidden()); // softmax's output is not s4d's
}

TEST_CASE("a dropped file that is no tensor file is one message that stays, and so does the picture", "[gui][window]") {
    QTemporaryDir folder;
    Opened test;
    const QString path = folder.filePath("broken.npz");
    REQUIRE(write_file_atomically(path.toStdString(), "not a zip file").has_value());
    const DesignPtr design = test.window.document().design();
    drop(test.window, path);
    test.settle();
    CHECK(test.message().contains("broken.npz"));
    CHECK(test.window.document().design() == design);

    const PicturePtr before = test.window.picture();
    CHECK(before->request.design == design);
    test.window.set_dark(true); // another picture of the same document is no answer to the file's trouble
    test.settle();
    CHECK(test.window.picture() != before);
    CHECK(test.message().contains("broken.npz"));

    test.window.document().set_design(*preset("gla"), "Choose gla");
    test.settle();
    CHECK(test.message().isEmpty());
}

TEST_CASE("the window fits a screen of 960 × 540", "[gui][window]") {
    Opened test(first_light());
    test.settle();
    const auto check = [&] {
        const QSize smallest = test.window.minimumSizeHint();
        CHECK(smallest.width() <= 960);
        CHECK(smallest.height() <= 540);
        test.window.resize(smallest);
        test.settle();
        const auto* form = test.find<QWidget>("designForm"); // never under its scroll bar
        CHECK(form->minimumSizeHint().width() <= form->parentWidget()->width());
    };
    check();
    for (const char* id : {"mamba1", "lru", "linoss_im", "gla", "s4_dplr"}) {
        CAPTURE(id);
        test.window.document().set_design(*preset(id), "Choose");
        test.settle();
        check();
    }
}

TEST_CASE("what takes long shows that it works and can be stopped, before any of it is done", "[gui][window]") {
    Opened test;
    auto* progress = test.find<QWidget>("status/progress");
    auto* cancel = test.find<QToolButton>("status/cancel");
    CHECK(progress->isHidden());
    const PicturePtr before = test.window.picture();
    Scene scene = *test.window.document().scene();
    scene.length = 1 << 20;
    test.window.document().set_scene(scene, "Set the length");
    CHECK(QTest::qWaitFor([&] { return !progress->isHidden() && !cancel->isHidden(); }, 30000));
    QTest::mouseClick(cancel, Qt::LeftButton);
    test.settle();
    CHECK(test.message().startsWith("Stopped"));
    CHECK(test.window.picture() == before);
    CHECK(progress->isHidden());
}

TEST_CASE("the start example shows a picture, and its slider is alive", "[gui][window]") {
    Opened test(first_light());
    CHECK(test.window.picture()->realised->length == 192);
    auto* slider = test.find<ParameterSlider>("shift_by");
    QSettings().remove("dismissedHints");
    test.window.show_hint("Drag me", "shift_by");
    CHECK(test.find<QWidget>("hint")->isVisible());
    const PicturePtr before = test.window.picture();
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Left);
    CHECK_FALSE(test.find<QWidget>("hint")->isVisible());
    test.window.show_hint("Drag me", "shift_by"); // known by now
    CHECK_FALSE(test.find<QWidget>("hint")->isVisible());
    test.settle();
    CHECK(test.window.picture()->view->pixels != before->view->pixels);
}

TEST_CASE("save and open again", "[gui][window]") {
    QTemporaryDir folder;
    const QString path = folder.filePath("mine.json");
    Opened test;
    test.window.document().set_parameter("decay", 0.75);
    CHECK(test.window.isWindowModified());
    REQUIRE(test.window.save_to(path));
    CHECK_FALSE(test.window.isWindowModified());
    CHECK(test.window.windowTitle() == "mine[*] — Alphascope");

    Opened other;
    other.window.open(path);
    other.settle();
    CHECK(same_content(other.window.document().workspace(), test.window.document().workspace()));
}

TEST_CASE("the keyboard reaches every control and changes the design", "[gui][window]") {
    Opened test;
    test.window.activateWindow();
    std::set<QString> reached;
    test.find<QComboBox>("preset")->setFocus();
    for (int k = 0; k < 120; ++k) {
        if (auto* focus = QApplication::focusWidget())
            reached.insert(focus->objectName());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    for (const char* name :
         {"scene/source", "scene/seed", "decay", "write", "read", "evolution/kind", "readout/kind", "normaliser/kind",
          "map", "spectrum/chart", "impulse/chart", "stability/chart", "spectrum/position"}) {
        CAPTURE(name);
        CHECK(reached.count(name) == 1);
    }
    auto* slider = test.find<ParameterSlider>("decay");
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Right);
    CHECK(test.window.document().design()->parameters[0].value > 0.5);
}

TEST_CASE("the scene's length changes the map when editing ends", "[gui][window]") {
    Opened test;
    auto* length = test.find<NumberField>("scene/length");
    length->setFocus();
    length->selectAll();
    QTest::keyClicks(length, "24");
    QTest::keyClick(length, Qt::Key_Return);
    test.settle();
    CHECK(test.window.document().scene()->length == 24);
    CHECK(test.window.picture()->realised->length == 24);
}

TEST_CASE("an exported figure opens as what it was made from", "[gui][window]") {
    QTemporaryDir folder;
    Opened test;
    test.window.document().set_parameter("decay", 0.75);
    test.settle();
    const QString path = folder.filePath("figure.png");
    ExportDialog dialog(test.window.picture(), test.window.document().workspace(), "figure");
    dialog.set_path(path);
    dialog.accept();

    Opened other;
    drop(other.window, path);
    other.settle();
    CHECK(same_content(other.window.document().workspace(), test.window.document().workspace()));
    CHECK(other.window.document().path().isEmpty()); // saving does not overwrite the figure

    REQUIRE(write_file_atomically(folder.filePath("none.png").toStdString(), "\x89PNG").has_value());
    other.window.open(folder.filePath("none.png"));
    CHECK(other.message().contains("no workspace in this figure"));
}

TEST_CASE("typing a part of a preset's name and Enter chooses it", "[gui][window]") {
    Opened test;
    auto* line = test.find<QComboBox>("preset")->lineEdit();
    type(line, "rwkv-7");
    QTest::keyClick(line, Qt::Key_Return);
    test.settle();
    CHECK(test.window.document().design()->id == preset("rwkv7")->id);
    type(line, "no such thing");
    QTest::keyClick(line, Qt::Key_Return);
    CHECK(test.message().contains("no such thing"));
    CHECK(test.window.document().design()->id == preset("rwkv7")->id);
}

TEST_CASE("F1 explains the name at the cursor, the shortcuts are a page", "[gui][window]") {
    Opened test;
    auto* write = test.find<FormulaLine>("write");
    write->setFocus();
    write->setCursorPosition(6); // k / sq|rt(n)
    QTest::keyClick(write, Qt::Key_F1);
    auto* help = test.find<HelpWindow>("helpWindow");
    CHECK(help->isVisible());
    CHECK(help->page() == "language");
    CHECK(help->findChild<QTextBrowser*>("helpPage")->textCursor().selectedText() == "sqrt(x)");
    test.find<QComboBox>("evolution/kind")->setFocus();
    test.window.activateWindow();
    test.find<QAction>("actionHelpLanguage")->trigger();
    CHECK(help->findChild<QTextBrowser*>("helpPage")->textCursor().selectedText() == "scalar");
    test.find<QAction>("actionHelpShortcuts")->trigger();
    CHECK(help->page() == "shortcuts");
    const QString page = help->findChild<QTextBrowser*>("helpPage")->toPlainText();
    CHECK((page.contains("Ctrl+E") && page.contains("Export figure")));
    test.find<QAction>("actionHelpFit")->trigger();
    CHECK(help->page() == "fit");
    CHECK(test.window.findChildren<HelpWindow*>().size() == 1);
}
