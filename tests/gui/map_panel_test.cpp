// The coefficient map in its window, by mouse and by keyboard.
#include "tests/gui/opened_window.hpp"
#include "ui/main_window/map_panel.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

using namespace alphascope;
using namespace alphascope::ui;

namespace {

void turn_wheel(QWidget* map, QPointF at, int notches) {
    QWheelEvent event(at, map->mapToGlobal(at), {}, QPoint(0, 120 * notches), Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(map, &event);
}

void move_pointer(QWidget* map, QPointF to) {
    QMouseEvent event(QEvent::MouseMove, to, map->mapToGlobal(to), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(map, &event);
}

} // namespace

TEST_CASE("a locked colour range survives a change of the numbers", "[gui][window]") {
    Opened test;
    const auto before = test.window.picture()->colours;
    test.find<QCheckBox>("map/lock")->setChecked(true);
    test.settle();
    test.window.document().set_parameter("decay", 0.9);
    test.settle();
    CHECK(test.window.picture()->colours.minimum == before.minimum);
    CHECK(test.window.picture()->colours.maximum == before.maximum);
    auto* pooling = test.find<QComboBox>("map/pooling");
    pooling->setCurrentIndex(1);
    Q_EMIT pooling->activated(1);
    test.settle();
    CHECK(test.window.picture()->view->pooling == Pooling::mean);
}

TEST_CASE("a long map is sampled at once, refined while nothing is asked, and a request stops that", "[gui][window]") {
    Workspace start = small_workspace();
    Scene scene = *start.scene;
    scene.length = 9000;
    scene.heads = 1;
    start.scene = snapshot(std::move(scene));
    MainWindow window(std::move(start), std::make_shared<const EngineRegistry>(make_engines()));
    std::vector<std::shared_ptr<const MapView>> views;
    QObject::connect(&window, &MainWindow::pictureShown, &window, [&] { views.push_back(window.picture()->view); });
    window.show();
    const auto settled = [&] { return window.is_settled() && window.picture() && window.picture()->view; };
    REQUIRE(QTest::qWaitFor(settled, 30000));
    QApplication::processEvents();
    REQUIRE(QTest::qWaitFor(settled, 30000));
    REQUIRE(views.size() >= 2);
    const auto first = std::find_if(views.begin(), views.end(), [](const auto& view) { return view != nullptr; });
    CHECK((*first)->sampled == 1);
    CHECK(views.back()->is_exact());

    // A zoom while the whole map is being refined: the part asked for is what is shown, and the whole map never again.
    auto* map = window.findChild<QWidget*>("map");
    auto* pooling = window.findChild<QComboBox*>("map/pooling");
    REQUIRE(pooling != nullptr);
    map->setFocus();
    pooling->setCurrentIndex(1);
    Q_EMIT pooling->activated(1);
    const auto is_sampled = [&] { return window.picture()->view->pooling == Pooling::mean; };
    REQUIRE(QTest::qWaitFor(is_sampled, 30000));
    QTest::keyClick(map, Qt::Key_Plus);
    views.clear();
    REQUIRE(QTest::qWaitFor(settled, 30000));
    CHECK(window.picture()->view->rows.size() == 7200);
    CHECK(window.picture()->view->is_exact());
    CHECK(std::all_of(views.begin(), views.end(), [](const auto& view) { return view->rows.size() == 7200; }));
    window.document().undo_stack().setClean();
}

TEST_CASE("the read-out shows the cell under the cross-hair, row and all", "[gui][window]") {
    Opened test;
    auto* map = test.find<QWidget>("map");
    map->setFocus();
    const Index first = test.window.picture()->reading.j; // of the last row
    REQUIRE(first > 0);
    QTest::keyClick(map, Qt::Key_Up);
    QTest::keyClick(map, Qt::Key_Left);
    test.settle();
    const CellReading& cell = test.window.picture()->reading;
    CHECK(cell.i == 14);
    CHECK(cell.j == first - 1);
    CHECK(cell.alpha == Approx(test.window.picture()->whole->at(14, cell.j)));
    CHECK(test.find<QLabel>("readout/i")->text() == "14");
    CHECK(test.find<QLabel>("readout/j")->text() == QString::number(first - 1));
    CHECK(test.find<QLabel>("readout/lag")->text() == QString::number(15 - first));
    CHECK(test.find<QLabel>("readout/sum")->text() != QString("–"));
}

TEST_CASE("a box on the map becomes the window, and the picture follows at once", "[gui][window]") {
    Opened test;
    auto* map = test.find<QWidget>("map");
    const QPoint first(map->width() / 3, map->height() / 3), last = first + QPoint(40, 40);
    QTest::mousePress(map, Qt::LeftButton, Qt::ShiftModifier, first);
    QTest::mouseMove(map, last);
    QTest::mouseRelease(map, Qt::LeftButton, Qt::ShiftModifier, last);
    test.settle();
    const auto view = test.window.picture()->view;
    CHECK(view->rows.size() == view->cols.size());
    CHECK(view->rows.size() < 16);
    CHECK(test.window.picture()->request.i == 15); // a box is no click

    QTest::keyClick(map, Qt::Key_0); // the window's own shortcut
    test.settle();
    CHECK(test.window.picture()->view->rows == Range{0, 16});
}

TEST_CASE("two quick turns of the wheel zoom twice", "[gui][window]") {
    Opened test(first_light());
    auto* map = test.find<QWidget>("map");
    const QPointF at(map->width() / 3.0, map->height() / 3.0);
    turn_wheel(map, at, 1);
    turn_wheel(map, at, 1); // before anything is computed
    test.settle();
    const double length = static_cast<double>(test.window.picture()->realised->length);
    CHECK(static_cast<double>(test.window.picture()->view->rows.size()) == Approx(length / (1.25 * 1.25)).margin(1.5));
}

TEST_CASE("what the pointer reads moves when the map moves under it", "[gui][window]") {
    Opened test(first_light());
    auto* map = test.find<QWidget>("map");
    auto* read = test.find<QLabel>("map/hovered");
    const QPointF at(map->width() / 3.0, map->height() / 3.0);
    move_pointer(map, at);
    const QString before = read->text();
    CHECK(before.startsWith("i "));
    turn_wheel(map, QPointF(map->width() / 2.0, map->height() / 2.0), 6); // about another place
    test.settle();
    const QString zoomed = read->text();
    CHECK(zoomed != before);
    CHECK(zoomed.startsWith("i "));
    move_pointer(map, at + QPointF(0, 1));
    move_pointer(map, at);
    CHECK(read->text() == zoomed);
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(map, &leave);
    CHECK(read->text().isEmpty());
}

TEST_CASE("a map stands in the middle of its room, and cells are where they are seen", "[gui][window]") {
    Opened test;
    const auto* map = test.find<MapPanel>("map");
    for (const QSize size : {QSize(1000, 1300), QSize(1700, 640)}) { // too high, too wide
        test.window.resize(size);
        test.settle();
        const QRectF plot = map->plot();
        CAPTURE(size.width(), plot.left(), plot.top(), plot.right(), plot.bottom(), map->width(), map->height());
        CHECK(plot.width() == Approx(plot.height()).margin(1));
        constexpr double left = 66, right = 76, top = 21, bottom = 58; // axes and colours
        CHECK(std::abs((plot.left() - left) - (map->width() - plot.right() - right)) <= 16);
        CHECK(std::abs((plot.top() - top) - (map->height() - plot.bottom() - bottom)) <= 16);
        const double cell = plot.width() / 16;
        QTest::mouseClick(test.find<MapPanel>("map"), Qt::LeftButton, {},
                          (plot.topLeft() + QPointF(5.5 * cell, 12.5 * cell)).toPoint());
        test.settle();
        CHECK(test.window.picture()->request.i == 12);
        CHECK(test.window.picture()->request.j == 5);
    }
}
