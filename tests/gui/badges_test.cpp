// What stands beside a picture and on it: badges that say what it is and is not, and what a click on them does.
#include "core/design/presets.hpp"
#include "core/io/tensors.hpp"
#include "tests/gui/opened_window.hpp"
#include "ui/compute/picture_remarks.hpp"
#include "ui/figure/colour_range.hpp"
#include "ui/figure/footer.hpp"
#include "ui/gallery/preset_card.hpp"
#include "ui/main_window/map_panel.hpp"

#include <QCheckBox>
#include <QLabel>
#include <QMenu>
#include <QRegularExpression>
#include <QSlider>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>
#include <QWheelEvent>

#include <cmath>

using namespace alphascope;
using namespace alphascope::ui;

namespace {

QString badge_on(Opened& test) {
    return std::get<figure::HeatMap>(test.find<MapPanel>("map")->panel().content).badge;
}

QString note_under(Opened& test) {
    return test.find<MapPanel>("map")->panel().note;
}

void zoom_in(Opened& test) {
    auto* map = test.find<MapPanel>("map");
    const QPointF at = map->plot().center();
    QWheelEvent event(at, map->mapToGlobal(at), {}, QPoint(0, 240), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(map, &event);
    test.settle();
}

NamedTensor numbers(const std::string& name, std::vector<Index> shape) {
    Index count = 1;
    for (const Index size : shape)
        count *= size;
    NamedTensor tensor{name, std::move(shape), StoredType::float64, {}, {}};
    for (Index k = 0; k < count; ++k)
        tensor.float64.push_back(std::sin(1.7 * static_cast<double>(k)));
    return tensor;
}

/// q, k and v, as softmax attention takes them.
QString write_attention(const QTemporaryDir& folder, std::vector<Index> shape) {
    QString path = folder.filePath("attention.npz");
    REQUIRE(write_npz(path.toStdString(), {numbers("q", shape), numbers("k", shape), numbers("v", shape)}).has_value());
    return path;
}

/// Takes the last line of the menu that a click on `button` opens. By keys: how soon after it has opened a menu minds
/// the mouse depends on the version of Qt.
void choose_last_of_menu(QToolButton* button) {
    bool clicked = false;
    QTimer::singleShot(200, button, [&] {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        if (!menu)
            return;
        clicked = true;
        QTest::keyClick(menu, Qt::Key_Up); // from above the first: the last
        QTest::keyClick(menu, Qt::Key_Return);
    });
    QTest::mouseClick(button, Qt::LeftButton);
    CHECK(clicked);
}

} // namespace

TEST_CASE("made-up signals are told in title, badge, card and figure, and a click takes made-up tokens instead",
          "[gui][badges]") {
    Opened test(first_light());
    CHECK_FALSE(test.window.windowTitle().contains("made up"));
    test.window.document().set_design(*preset("mamba1"), "Choose mamba1");
    test.settle();
    auto* badge = test.find<QToolButton>("remarks/made_up");
    REQUIRE(badge->isVisible());
    CHECK(badge->text().startsWith("made up: "));
    CHECK(test.window.windowTitle().contains(badge->text()));
    CHECK(figure::footer_items(picture_remarks(*test.window.picture())).join(' ').contains("made up"));
    CHECK(test.find<QLabel>("readout/i")->text() == "191"); // a word of the file would name what is not shown

    QTest::keyClick(&test.window, Qt::Key_G, Qt::ControlModifier);
    auto* card = test.find<PresetCard>("gallery/card/mamba1");
    CHECK(QTest::qWaitFor([&] { return card->toolTip().startsWith("made up: "); }, 30000));
    CHECK(card->accessibleDescription().contains("made up: "));
    QTest::keyClick(&test.window, Qt::Key_G, Qt::ControlModifier);

    choose_last_of_menu(badge);
    test.settle();
    CHECK(file_of(test.window.document().scene()->source) == nullptr);
    CHECK(test.window.document().design()->id == "mamba1");
    CHECK_FALSE(test.window.windowTitle().contains("made up"));
    CHECK_FALSE(test.find<QWidget>("remarks")->isVisible());
    QTest::keyClick(&test.window, Qt::Key_Z, Qt::ControlModifier); // one step
    test.settle();
    CHECK(test.window.windowTitle().contains("made up: "));
}

TEST_CASE("a click on guessed axes shows the other reading, another the first again", "[gui][badges]") {
    QTemporaryDir folder;
    Workspace start = small_workspace();
    start.design = snapshot(preset("softmax").value());
    Opened test(std::move(start));
    test.window.open(write_attention(folder, {1, 24, 3, 8})); // 3 tokens of 24 heads, or 24 of 3
    test.settle();
    const Index first = test.window.picture()->realised->length;
    auto* badge = test.find<QToolButton>("remarks/guessed");
    REQUIRE(badge->isVisible());
    QTest::mouseClick(badge, Qt::LeftButton);
    test.settle();
    const Index other = test.window.picture()->realised->length;
    CHECK(first == 24);
    CHECK(other == 3);
    CHECK_FALSE(std::get<TensorSource>(test.window.document().scene()->source).axes.empty());
    QTest::keyClick(&test.window, Qt::Key_Z, Qt::ControlModifier);
    test.settle();
    CHECK(test.window.picture()->realised->length == first);
}

TEST_CASE("a map of a shorter scene says coarse while a slider is held, on the axes of the whole", "[gui][badges]") {
    Workspace start = small_workspace();
    Scene scene = *start.scene;
    scene.length = 1600;
    start.scene = snapshot(std::move(scene));
    Opened test(std::move(start));
    CHECK_FALSE(badge_on(test).contains("coarse"));
    auto* slider = test.find<QSlider>("decay");
    int coarse = 0, said = 0, on_whole_axes = 0;
    QObject::connect(&test.window, &MainWindow::pictureShown, &test.window, [&] {
        if (!test.window.picture()->is_coarse())
            return;
        ++coarse;
        said += badge_on(test).contains("coarse");
        on_whole_axes += test.find<MapPanel>("map")->panel().x.maximum == 1600;
    });
    QTest::mousePress(slider, Qt::LeftButton, {}, slider->rect().center());
    for (int step = 1; step <= 5; ++step) {
        QTest::mouseMove(slider, slider->rect().center() + QPoint(6 * step, 0));
        test.settle();
    }
    QTest::mouseRelease(slider, Qt::LeftButton, {}, slider->rect().center() + QPoint(30, 0));
    test.settle();
    CHECK(coarse > 0);
    CHECK(said == coarse);
    CHECK(on_whole_axes == coarse);
    CHECK_FALSE(badge_on(test).contains("coarse"));
}

TEST_CASE("colours of a part are told to be that part's, unless they are locked", "[gui][badges]") {
    Opened test(first_light());
    CHECK_FALSE(badge_on(test).contains("range of this view"));
    zoom_in(test);
    CHECK(badge_on(test).contains("colours: range of this view"));
    QTest::keyClick(test.find<MapPanel>("map"), Qt::Key_0);
    test.settle();
    CHECK_FALSE(badge_on(test).contains("range of this view"));
    auto* lock = test.find<QCheckBox>("map/lock");
    QTest::mouseClick(lock, Qt::LeftButton, {}, QPoint(8, lock->height() / 2));
    REQUIRE(lock->isChecked());
    zoom_in(test);
    CHECK_FALSE(badge_on(test).contains("range of this view"));
}

TEST_CASE("locked colours say how many cells lie beyond them", "[gui][badges]") {
    Opened test;
    auto* lock = test.find<QCheckBox>("map/lock");
    QTest::mouseClick(lock, Qt::LeftButton, {}, QPoint(8, lock->height() / 2));
    test.settle();
    CHECK_FALSE(note_under(test).contains("beyond"));
    test.window.document().set_design(*preset("linear_attn"), "Choose linear_attn"); // unscaled: larger numbers
    test.settle();
    const QRegularExpression count("beyond the colours: \\d+ cells? (above|below)");
    CHECK(count.match(note_under(test).replace(QChar::Nbsp, ' ')).hasMatch());
    const Picture& picture = *test.window.picture();
    CHECK(note_under(test) == figure::beyond_text(figure::beyond(*picture.view, picture.colours)));
    QTest::mouseClick(lock, Qt::LeftButton, {}, QPoint(8, lock->height() / 2));
    test.settle();
    CHECK_FALSE(note_under(test).contains("beyond"));
}
