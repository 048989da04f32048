// Which map: thumbnails of all of them, chosen by mouse and keyboard.
#include "core/design/presets.hpp"
#include "tests/gui/opened_window.hpp"
#include "ui/map_selector/map_grid_popup.hpp"
#include "ui/map_selector/map_selector.hpp"
#include "ui/map_selector/thumbnail_view.hpp"

#include <QAction>
#include <QComboBox>
#include <QRadioButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QToolButton>

#include <array>

using namespace alphascope;
using namespace alphascope::ui;

namespace {

Workspace on_small_scene(const char* id, Index heads = 2) {
    Workspace workspace = small_workspace();
    workspace.design = snapshot(preset(id).value());
    Scene scene = *workspace.scene;
    scene.length = 24;
    scene.heads = heads;
    scene.state = 4;
    workspace.scene = snapshot(std::move(scene));
    return workspace;
}

/// A window whose thumbnails can be waited for.
struct Selector : Opened {
    explicit Selector(Workspace start) : Opened(std::move(start)) {}
    ThumbnailView& strip() { return *find<ThumbnailView>("maps/strip"); }
    MapTable& table() { return strip().table(); }
    QImage image(Index map) { return table().index_of(map).data(Qt::DecorationRole).template value<QImage>(); }
    Index images() {
        Index count = 0;
        for (Index map = 0; map < table().matrix().count(); ++map)
            count += !image(map).isNull();
        return count;
    }
    bool wait_for_images(Index count) {
        return QTest::qWaitFor([&] { return images() == count; }, 30000);
    }
    void click(ThumbnailView& view, Index map) {
        const QModelIndex index = view.table().index_of(map);
        view.scrollTo(index);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(index).center());
    }
};

} // namespace

TEST_CASE("several axes of maps make a matrix, one a line that may wrap", "[gui][maps]") {
    const Axes pairs{{"out", 2}, {"in", 5}};
    for (const MapMatrix& matrix : {MapMatrix::strip(pairs, true), MapMatrix::page(pairs, 8)}) {
        CHECK(matrix.rows() == 2);
        CHECK(matrix.columns() == 5);
        CHECK(matrix.map_at({1, 3}) == 8); // as realised: the last axis runs fastest
        CHECK(matrix.row_label(1) == "out 1");
        CHECK(matrix.column_label(3) == "in 3");
    }
    const MapMatrix down = MapMatrix::strip(pairs, false); // the same maps, the longer side down
    CHECK(down.rows() == 5);
    CHECK(down.row_label(3) == "in 3");
    CHECK(down.map_at({3, 1}) == 8);

    const Axes three{{"head", 2}, {"out", 3}, {"in", 7}};
    const MapMatrix deep = MapMatrix::strip(three, true);
    CHECK(deep.rows() == 6);
    CHECK(deep.row_label(4) == "head 1, out 1");
    CHECK(deep.map_at({4, 6}) == 34); // ((1·3) + 1)·7 + 6

    const MapMatrix wrapped = MapMatrix::page({{"channel", 11}}, 8);
    CHECK(wrapped.rows() == 2);
    CHECK(wrapped.map_at({1, 2}) == 10);
    CHECK_FALSE(wrapped.map_at({1, 3}).has_value());
    for (const MapMatrix& matrix : {MapMatrix::strip(three, true), MapMatrix::strip(three, false), wrapped})
        for (Index map = 0; map < matrix.count(); ++map)
            CHECK(matrix.map_at(matrix.cell_of(map)) == map);
}

TEST_CASE("every map has a thumbnail, named as the design names it", "[gui][maps]") {
    struct Case {
        const char *id, *last;
        Index heads;
    };
    const auto [id, last, heads] =
        GENERATE(Case{"softmax", "head 3", 4}, Case{"s5_zoh", nullptr, 2}, Case{"delta_product", nullptr, 3});
    CAPTURE(id);
    Selector test(on_small_scene(id, heads));
    const Realised& realised = *test.window.picture()->realised;
    const Index count = realised.map_count();
    REQUIRE(count > 1);
    CHECK(test.table().matrix().count() == count);
    for (Index map = 0; map < count; ++map) {
        test.strip().scrollTo(test.table().index_of(map)); // they are made where they are seen
        REQUIRE(QTest::qWaitFor([&] { return !test.image(map).isNull(); }, 30000));
        const QString said = test.table().index_of(map).data(Qt::AccessibleTextRole).toString();
        CHECK(said.startsWith(QString::fromStdString(realised.map_label(map))));
        CHECK(said.contains("largest |α| "));
        CHECK(test.table().index_of(map).data(Qt::ToolTipRole).toString() == said);
    }
    if (last)
        CHECK(test.table().index_of(count - 1).data(MapTable::caption_role).toString() == last);
    else // two axes: headers name the cells
        CHECK(test.table().matrix().has_headers());
}

TEST_CASE("one map needs no selector", "[gui][maps]") {
    Selector test(on_small_scene("softmax", 1));
    CHECK_FALSE(test.strip().isVisible());
    Scene scene = *test.window.document().scene();
    scene.heads = 2;
    test.window.document().set_scene(scene, "more heads");
    test.settle();
    CHECK(test.strip().isVisible());
}

TEST_CASE("a click on a thumbnail shows that map, and the workspace remembers it", "[gui][maps]") {
    QTemporaryDir folder;
    Selector test(on_small_scene("s5_zoh"));
    const PicturePtr before = test.window.picture();
    const Index last = before->realised->map_count() - 1;
    test.click(test.strip(), last);
    test.settle();
    CHECK(test.window.picture()->request.map == last);
    CHECK(test.window.picture()->view->pixels != before->view->pixels);
    CHECK(test.find<QComboBox>("map/which")->currentIndex() == last);
    CHECK(test.window.document().undo_stack().count() == 0); // looking is no change

    const QString path = folder.filePath("mine.json");
    REQUIRE(test.window.save_to(path));
    Selector other(on_small_scene("softmax"));
    other.window.open(path);
    other.settle();
    CHECK(other.window.picture()->request.map == last);
    CHECK(other.table().map_at(other.strip().currentIndex()) == last);
}

TEST_CASE("arrow keys walk over the thumbnails, faster than pictures come", "[gui][maps]") {
    Selector test(on_small_scene("softmax", 4));
    test.strip().setFocus();
    const bool wide = test.table().matrix().columns() > 1;
    for (int step = 0; step < 3; ++step)
        QTest::keyClick(&test.strip(), wide ? Qt::Key_Right : Qt::Key_Down);
    test.settle();
    CHECK(test.window.picture()->request.map == 3);
    QTest::keyClick(&test.strip(), wide ? Qt::Key_Left : Qt::Key_Up);
    test.settle();
    CHECK(test.window.picture()->request.map == 2);
}

TEST_CASE("thumbnails share one colour range, or have each its own", "[gui][maps]") {
    QSettings().remove("maps/ownRange");
    Selector test(small_workspace());
    REQUIRE(test.wait_for_images(2));
    const std::array<QImage, 2> shared{test.image(0), test.image(1)};
    CHECK(test.find<QToolButton>("maps/all")->text().contains("±")); // signed: centred at 0
    test.find<QRadioButton>("maps/ownRange")->click();
    REQUIRE(QTest::qWaitFor([&] { return test.image(0) != shared[0] || test.image(1) != shared[1]; }));
    CHECK(test.find<QToolButton>("maps/all")->text().contains("own ranges"));
    test.find<QRadioButton>("maps/oneRange")->click();
    CHECK(QTest::qWaitFor([&] { return test.image(1) == shared[1] && test.image(0) == shared[0]; }));
}

TEST_CASE("while a slider moves the last thumbnails stay and say that they are older", "[gui][maps]") {
    Selector test(small_workspace());
    REQUIRE(test.wait_for_images(2));
    const QImage before = test.image(0);
    auto* slider = test.find<QWidget>("decay");
    const QPoint middle(slider->width() / 2, slider->height() / 2);
    QTest::mousePress(slider, Qt::LeftButton, {}, middle);
    QTest::mouseMove(slider, middle + QPoint(30, 0));
    REQUIRE(QTest::qWaitFor([&] { return test.window.picture()->request.dragging; }));
    CHECK(test.strip().is_older());
    CHECK(test.image(0) == before);
    QTest::mouseRelease(slider, Qt::LeftButton, {}, middle + QPoint(30, 0));
    test.settle();
    CHECK(QTest::qWaitFor([&] { return !test.strip().is_older(); }));
    CHECK(test.image(0) != before);
}

TEST_CASE("of many maps only those in sight are computed", "[gui][maps]") {
    Selector test(on_small_scene("softmax", 64));
    const auto visible = test.strip().visible_maps();
    CHECK(visible.size() < 40);
    REQUIRE(test.wait_for_images(static_cast<Index>(visible.size())));
    QTest::qWait(100); // nothing more comes by itself
    CHECK(test.images() == static_cast<Index>(visible.size()));
    CHECK(test.image(63).isNull());
    test.strip().scrollTo(test.table().index_of(63));
    CHECK(QTest::qWaitFor([&] { return !test.image(63).isNull(); }, 30000));

    QTest::mouseClick(test.find<QToolButton>("maps/all"), Qt::LeftButton); // all at once
    auto* page = test.find<ThumbnailView>("maps/page");
    REQUIRE(page->isVisible());
    CHECK(page->table().matrix().columns() == 8);
    test.click(*page, 42);
    CHECK_FALSE(page->isVisible());
    test.settle();
    CHECK(test.window.picture()->request.map == 42);
    CHECK(test.table().map_at(test.strip().currentIndex()) == 42);
}

TEST_CASE("the strip can be put away and comes back", "[gui][maps]") {
    Selector test(small_workspace());
    REQUIRE(test.strip().isVisible());
    test.find<QAction>("actionThumbnails")->trigger();
    CHECK_FALSE(test.strip().isVisible());
    test.window.document().set_parameter("decay", 0.25);
    test.settle();
    CHECK_FALSE(test.strip().isVisible());
    test.find<QAction>("actionThumbnails")->trigger();
    CHECK(test.strip().isVisible());
    CHECK(test.wait_for_images(2));
}

TEST_CASE("the strip changes sides once while a window is dragged, and never back and forth", "[gui][maps]") {
    QSettings().remove("window"); // splitters as they are at first
    Selector test(on_small_scene("gla", 4));
    const auto* map = test.find<QWidget>("map");
    const auto above = [&] {
        return test.strip().mapTo(&test.window, QPoint()).x() > map->mapTo(&test.window, QPoint()).x() - 20;
    };
    const auto to_height = [&](int height) {
        test.window.resize(1100, height);
        QApplication::processEvents();
        return above();
    };
    QTest::qWait(600); // the window has found its place on the screen
    test.settle();
    const bool low = to_height(600);
    CHECK_FALSE(low); // a low window has no room above
    int flipped_at = 0, flips = 0;
    for (int height = 600; height <= 1400; height += 8)
        if (const bool was = above(); to_height(height) != was) {
            flipped_at = height;
            ++flips;
        }
    REQUIRE(flips == 1);
    for (int k = 0; k < 6; ++k) { // a hand that trembles, texts that come and go
        CHECK(to_height(flipped_at - 24));
        CHECK(to_height(flipped_at));
    }
    flips = 0;
    for (int height = 1400; height >= 600; height -= 8)
        if (const bool was = above(); to_height(height) != was)
            ++flips;
    CHECK(flips == 1);
}

TEST_CASE("nothing moves around the map while a slider is held", "[gui][maps][drag]") {
    Opened test(first_light());
    auto* slider = test.find<QSlider>("shift_by");
    const auto* map = test.find<QWidget>("map");
    const auto* notes = test.find<QWidget>("remarks");
    REQUIRE(notes->isVisible());
    const auto place = [&] { return QRect(map->mapTo(&test.window, QPoint()), map->size()); };
    const QRect before = place();
    int dragged = 0, moved = 0;
    QObject::connect(&test.window, &MainWindow::pictureShown, &test.window, [&] {
        dragged += test.window.picture()->request.dragging;
        QApplication::sendPostedEvents(); // layouts
        moved += place() != before || !notes->isVisible();
    });
    QTest::mousePress(slider, Qt::LeftButton, {}, slider->rect().center());
    for (int step = 1; step <= 8; ++step) {
        QTest::mouseMove(slider, slider->rect().center() + QPoint(5 * step, 0));
        test.settle();
    }
    QTest::mouseRelease(slider, Qt::LeftButton, {}, slider->rect().center() + QPoint(40, 0));
    test.settle();
    CHECK(place() == before);
    test.window.resize(test.window.width(), test.window.height() + 1); // all is placed again
    test.window.resize(test.window.width(), test.window.height() - 1);
    test.settle();
    CHECK(place() == before);
    CHECK(dragged >= 3);
    CHECK(moved == 0);
}
