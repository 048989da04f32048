// The first minute: the window is on the screen, the keyboard on the map, the first number one worth reading.
#include "core/design/presets.hpp"
#include "tests/gui/opened_window.hpp"
#include "tests/support/catch.hpp"
#include "ui/charts/chart.hpp"
#include "ui/editor/parameter_row.hpp"
#include "ui/main_window/export_dialog.hpp"
#include "ui/main_window/map_panel.hpp"
#include "ui/main_window/remark_badges.hpp"
#include "ui/main_window/window_place.hpp"

#include <QCloseEvent>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace alphascope;
using namespace alphascope::ui;

TEST_CASE("a window fits a screen with its frame", "[gui][first]") {
    const QMargins frame(1, 22, 1, 5);
    for (const QSize screen : {QSize(1440, 900), QSize(1366, 768), QSize(960, 600)}) {
        const QRect available(QPoint(0, 0), screen);
        const QRect placed = inside(QRect(0, 0, 1440, 900), frame, available);
        CHECK(available.contains(placed.marginsAdded(frame)));
        const QSize first = first_size({1440, 900}, available);
        CHECK(first.height() + frame.top() + frame.bottom() <= screen.height());
        CHECK(first.width() + frame.left() + frame.right() <= screen.width());
    }
    const QRect fits(100, 100, 800, 500);
    CHECK(inside(fits, frame, QRect(0, 0, 1440, 900)) == fits);                               // what fits stays
    CHECK(inside(QRect(3000, 100, 800, 500), frame, QRect(0, 0, 1440, 900)).right() <= 1440); // its screen is gone
}

TEST_CASE("place and splitters come back", "[gui][first]") {
    QSettings().remove("window");
    QRect place;
    QPoint corner;
    QList<int> sizes;
    {
        Opened test;
        const int room = QGuiApplication::primaryScreen()->availableGeometry().width();
        const int left = std::max(2, std::min(20, room - test.window.minimumSizeHint().width())); // where it fits
        test.window.setGeometry(left, 60, 700, 520);
        auto* splitter = test.find<QSplitter>("mainSplitter");
        splitter->setSizes({330, 370});
        test.settle();
        place = test.window.geometry();
        corner = test.window.pos();
        sizes = splitter->sizes();
        test.window.document().undo_stack().setClean();
        test.window.close();
    }
    {
        Opened test;
        CHECK(test.window.size() == place.size());
        CHECK(test.window.pos() == corner);
        CHECK(test.find<QSplitter>("mainSplitter")->sizes() == sizes);
    }
    QSettings().remove("window");
}

TEST_CASE("the keyboard starts on the map", "[gui][first]") {
    Opened test(first_light());
    CHECK(test.window.focusWidget() == test.find<QWidget>("map"));
}

TEST_CASE("the first cell is the largest of the last row, its own token aside", "[gui][first]") {
    Opened test(first_light());
    const auto& picture = *test.window.picture();
    const Index i = picture.realised->length - 1;
    CHECK(picture.request.i == i);
    CHECK(picture.request.j < i);
    REQUIRE(picture.whole);
    for (Index j = 0; j < i; ++j)
        CHECK(std::abs(picture.whole->at(i, j)) <= std::abs(picture.whole->at(i, picture.request.j)));
    CHECK(test.find<QLabel>("readout/j")->text().startsWith(QString::number(picture.request.j)));
}

TEST_CASE("the example's slider is safe at both ends", "[gui][first]") {
    Opened test(first_light());
    auto* slider = test.find<ParameterSlider>("shift_by");
    slider->setFocus();
    const auto middle = test.window.picture()->view->pixels;
    for (const auto key : {Qt::Key_Home, Qt::Key_End}) {
        QTest::keyClick(slider, key);
        test.settle();
        const auto& view = *test.window.picture()->view;
        CHECK(view.non_finite == 0);
        CHECK(view.pixels != middle);
        CHECK(std::max(std::abs(view.minimum), std::abs(view.maximum)) < 10);
    }
}

TEST_CASE("the hint stays in its column", "[gui][first]") {
    Opened test(first_light());
    QSettings().remove("dismissedHints");
    test.window.show_hint("Drag me: the layer forgets sooner or later", "shift_by");
    QTest::qWait(10);
    auto* hint = test.find<QWidget>("hint");
    auto* map = test.find<QWidget>("map");
    const QRect bubble(hint->mapToGlobal(QPoint(0, 0)), hint->size());
    const QRect view(map->mapToGlobal(QPoint(0, 0)), map->size());
    CHECK_FALSE(bubble.intersects(view));
    auto* text = hint->findChild<QLabel*>();
    CHECK(text->height() >= text->heightForWidth(text->width()));
}

TEST_CASE("the plane keeps the unit circle in view and forgets a pan with the design", "[gui][first]") {
    Opened test;
    auto* plane = test.find<Chart>("spectrum/chart");
    for (int k = 0; k < 30; ++k)
        QTest::keyClick(plane, Qt::Key_Right);
    CHECK(plane->x_axis().minimum <= -1);
    CHECK(plane->x_axis().maximum >= 1);
    QTest::keyClick(plane, Qt::Key_Plus);
    CHECK(plane->is_zoomed());
    test.window.document().set_design(*preset("gla"), "Choose gla");
    test.settle();
    CHECK_FALSE(plane->is_zoomed());
}

TEST_CASE("a narrow window keeps every choice legible and every number", "[gui][first]") {
    Opened test(first_light());
    test.window.resize(960, 600);
    test.settle();
    for (const char* name : {"map/which", "map/kind", "map/scale", "map/pooling"}) {
        auto* combo = test.find<QComboBox>(name);
        CAPTURE(name, combo->width(), combo->sizeHint().width());
        CHECK(combo->width() >= combo->sizeHint().width());
    }
    const auto* map = test.find<MapPanel>("map");
    CHECK(map->plot().width() >= std::min(0.5 * map->width(), map->height() - 100.0)); // half of it are cells
    for (const char* name : {"readout/negative", "readout/stored_output", "readout/stored_alpha"})
        CHECK(test.find<QLabel>(name)->isVisible());
}

TEST_CASE("badges say what was made up, offer the other reading and count the rest", "[gui][first]") {
    const std::vector<Remark> remarks{
        {RemarkKind::made_up, true, "not in the file", {"w_raw", "kappa"}, {}},
        {RemarkKind::guessed, true, "'q' is read as head time state", {"q"}, {{"q", {"time", "head", "state"}}}},
        {RemarkKind::promise, true, "'g' is above 0", {"g"}, {}},
        {RemarkKind::unused, false, "arrays not used: x", {"x"}, {}}};
    const auto badges = badges_of(remarks);
    REQUIRE(badges.size() == 4);
    CHECK(badges[0].text == "made up: w_raw, kappa");
    CHECK(badges[1].text == "axes guessed: q");
    CHECK(badges[1].other_axes.at("q") == AxisNames{"time", "head", "state"});
    CHECK(badges[2].text == "⚠ 1 warning");
    CHECK(badges[3].text == "1 note");
    CHECK(badges_of({}).empty());
}

TEST_CASE("the export dialog shows all of a figure and names each page once", "[gui][first]") {
    QSettings().remove("export");
    QTemporaryDir folder;
    Opened test(first_light());
    {
        ExportDialog dialog(test.window.picture(), test.window.document().workspace(), "figure");
        dialog.show();
        REQUIRE(QTest::qWaitForWindowExposed(&dialog));
        auto* page = dialog.findChild<QComboBox*>("export/page");
        for (int k = 0; k < page->count(); ++k) {
            CHECK(page->findText(page->itemText(k)) == k);
            CHECK_FALSE(page->itemText(k).contains("3.50394"));
        }
        auto* preview = dialog.findChild<QLabel*>("export/preview");
        auto* figure = dialog.findChild<QComboBox*>("export/figure");
        for (int k = 0; k < figure->count(); ++k) {
            figure->setCurrentIndex(k);
            const QPixmap shown = preview->pixmap(Qt::ReturnByValue);
            CHECK_FALSE(shown.isNull());
            CHECK(shown.deviceIndependentSize().width() <= preview->width());
            CHECK(shown.deviceIndependentSize().height() <= preview->height());
        }
        for (auto* label : dialog.findChildren<QLabel*>())
            if (!label->buddy())
                CHECK_FALSE(label->text().contains('&'));
        page->setCurrentIndex(page->findData("icml"));
        dialog.set_path(folder.filePath("one.svg"));
        dialog.accept();
        CHECK(QFile::exists(folder.filePath("one.svg")));
    }
    ExportDialog again(test.window.picture(), test.window.document().workspace(), "two");
    CHECK(again.findChild<QComboBox*>("export/page")->currentData() == "icml");
    CHECK(again.path() == folder.filePath("two.svg"));
    QSettings().remove("export");
}

TEST_CASE("a document that is opened begins at its own first cell", "[gui][first]") {
    Opened test; // 16 tokens, with a picture on the way
    QTemporaryDir folder;
    Workspace longer = small_workspace();
    Scene scene = *longer.scene;
    scene.length = 40;
    longer.scene = snapshot(std::move(scene));
    QFile file(folder.filePath("longer.json"));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(workspace_to_json(longer, std::nullopt)));
    file.close();
    test.window.document().set_parameter("decay", 0.4); // still being computed when the next document comes
    test.window.document().undo_stack().setClean();
    test.window.open(file.fileName());
    test.settle();
    CHECK(test.window.picture()->request.i == 39);
    CHECK(test.find<QLabel>("readout/i")->text() == "39");
}

TEST_CASE("another file begins at its own first cell, another design on it keeps the cell", "[gui][first]") {
    QTemporaryDir folder;
    Opened test;
    QFile file(folder.filePath("sample.safetensors"));
    REQUIRE(file.open(QIODevice::WriteOnly));
    const auto bytes = *resource("samples/mqar_softmax_layer2.safetensors");
    REQUIRE(file.write(bytes.data(), qint64(bytes.size())) == qint64(bytes.size()));
    file.close();
    QTest::keyClick(test.window.focusWidget(), Qt::Key_Up); // a cell of the generated tokens
    test.settle();
    CHECK(test.find<QLabel>("readout/i")->text() == "14");
    test.window.open(file.fileName());
    test.settle();
    CHECK(test.window.picture()->realised->length == 96);
    CHECK(test.find<QLabel>("readout/i")->text().startsWith("95")); // and its word
    QTest::keyClick(test.find<MapPanel>("map"), Qt::Key_Up);
    test.settle();
    test.window.document().set_design(*preset("linear_attn"), "Choose linear attention");
    test.settle();
    CHECK(test.find<QLabel>("readout/i")->text().startsWith("94"));
}

TEST_CASE("a long name is read from its beginning in a narrow window", "[gui][first]") {
    Opened test(first_light());
    test.window.resize(960, 600);
    test.settle();
    CHECK(test.find<QComboBox>("preset")->lineEdit()->cursorPosition() == 0);
}

TEST_CASE("the right column is never under its scroll bar", "[gui][first]") {
    Opened test(first_light());
    test.window.resize(960, 600);
    test.settle();
    const auto* column = test.find<QSplitter>("panelSplitter");
    const QWidget* seen = column->parentWidget();
    CHECK(column->minimumSizeHint().width() <= seen->width());
    CHECK(column->width() <= seen->width());
}
