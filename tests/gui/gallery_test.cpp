// The gallery: found by words, drawn on the scene's tokens, taken by Enter as one undo step.
#include "app/engines.hpp"
#include "core/design/design_json.hpp"
#include "core/design/presets.hpp"
#include "core/io/atomic_file.hpp"
#include "tests/gui/document_fixture.hpp"
#include "tests/support/catch.hpp"
#include "ui/gallery/card_grid.hpp"
#include "ui/gallery/design_detail.hpp"
#include "ui/gallery/gallery.hpp"
#include "ui/gallery/preset_card.hpp"
#include "ui/main_window/main_window.hpp"
#include "ui/main_window/status_line.hpp"

#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

#include <cmath>
#include <filesystem>
#include <map>

using namespace alphascope;
using namespace alphascope::ui;

namespace {

/// A window with its gallery opened by the keyboard.
struct OpenedGallery {
    MainWindow window;
    OpenedGallery() : window(small_workspace(), std::make_shared<const EngineRegistry>(make_engines())) {
        window.show();
        REQUIRE(QTest::qWaitForWindowExposed(&window));
        open();
    }
    ~OpenedGallery() { window.document().undo_stack().setClean(); } // no question on closing
    void open() {
        QTest::keyClick(&window, Qt::Key_G, Qt::ControlModifier);
        REQUIRE(gallery()->isVisible());
    }
    Gallery* gallery() { return find<Gallery>("gallery"); }
    CardGrid* grid() { return find<CardGrid>("gallery/cards"); }
    QLineEdit* search() { return find<QLineEdit>("gallery/search"); }
    PresetCard* card(const char* id) { return find<PresetCard>(("gallery/card/" + std::string(id)).c_str()); }
    template <class Control> Control* find(const char* name) {
        auto* control = window.findChild<Control*>(name);
        REQUIRE(control != nullptr);
        return control;
    }
    QStringList shown() {
        QStringList ids;
        for (const auto* card : grid()->cards())
            if (card->isVisible())
                ids << QString::fromStdString(card->entry().design->id);
        return ids;
    }
    int count_of(int family) {
        const auto* item = find<QListWidget>("gallery/families")->item(family);
        return item->data(Qt::AccessibleTextRole).toString().section(", ", -1).toInt();
    }
    void wait_drawn() {
        REQUIRE(QTest::qWaitFor([&] { return !gallery()->is_drawing(); }, 60000));
        QApplication::processEvents();
    }
    void focus(const char* id) {
        card(id)->setFocus();
        REQUIRE(grid()->current() == card(id));
    }
};

} // namespace

TEST_CASE("the gallery shows every preset and closes without a trace", "[gui][gallery]") {
    OpenedGallery test;
    CHECK(static_cast<std::size_t>(test.shown().size()) == preset_list().size());
    CHECK(test.count_of(0) == static_cast<int>(preset_list().size()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    CHECK_FALSE(test.gallery()->isVisible());
    CHECK(test.window.document().undo_stack().count() == 0);
    QTest::mouseClick(test.find<QToolButton>("openGallery"), Qt::LeftButton);
    CHECK(test.gallery()->isVisible());
    QTest::keyClick(&test.window, Qt::Key_G, Qt::ControlModifier);
    CHECK_FALSE(test.gallery()->isVisible());
}

TEST_CASE("typing filters at once, by any word of a design", "[gui][gallery]") {
    OpenedGallery test;
    QTest::keyClick(QApplication::focusWidget(), 'g'); // typed on a card, it goes to the search
    CHECK(QApplication::focusWidget() == test.search());
    QTest::keyClicks(test.search(), "ated delta");
    CHECK(test.search()->text() == "gated delta");
    CHECK(test.shown().contains("gated_delta_rule"));
    CHECK_FALSE(test.shown().contains("softmax"));

    for (const auto& [typed, id] : std::map<QString, QString>{{"2312.06635", "gla"},         // arXiv
                                                              {"hardware-efficient", "gla"}, // title
                                                              {"eigenvalue cloud", "gla"},   // note
                                                              {"softmax-like 2017", "softmax"},
                                                              {"time-invariant diagonal", "s4d"},
                                                              {"looks back", "rwkv6"}}) {
        INFO(typed.toStdString());
        test.search()->setText(typed);
        CHECK(test.shown().contains(id));
        CHECK(2 * test.shown().size() < static_cast<qsizetype>(test.grid()->cards().size()));
    }
    test.search()->setText("no such words");
    CHECK(test.shown().isEmpty());
    CHECK(test.find<QWidget>("gallery/nothing")->isVisible());
    QTest::keyClick(test.search(), Qt::Key_Escape);
    CHECK(test.search()->text().isEmpty());
    CHECK(test.gallery()->isVisible());
    QTest::keyClick(test.search(), Qt::Key_Escape);
    CHECK_FALSE(test.gallery()->isVisible());
}

TEST_CASE("a family and an order narrow and sort the cards", "[gui][gallery]") {
    OpenedGallery test;
    auto* families = test.find<QListWidget>("gallery/families");
    const auto delta = families->findItems("delta rule", Qt::MatchExactly);
    REQUIRE(delta.size() == 1);
    families->setCurrentItem(delta.front());
    CHECK(test.count_of(families->currentRow()) == test.shown().size());
    for (const QString& id : test.shown())
        CHECK(test.card(id.toStdString().c_str())->entry().design->family == "delta rule");

    families->setCurrentRow(0);
    test.find<QComboBox>("gallery/sort")->setCurrentIndex(1);
    // Newest first: a card of an older design never stands above one of a newer.
    for (const auto* a : test.grid()->cards())
        for (const auto* b : test.grid()->cards())
            if (a->entry().design->reference.year < b->entry().design->reference.year)
                CHECK(a->y() > b->y());
}

TEST_CASE("a thumbnail is the preset's own map on the scene's first tokens", "[gui][gallery]") {
    OpenedGallery test;
    test.wait_drawn();
    const auto engines = make_engines();
    for (const char* id : {"softmax", "gla", "s4d"}) {
        INFO(id);
        const auto* drawn = test.gallery()->thumbnail(test.card(id)->entry().design);
        REQUIRE(drawn != nullptr);
        REQUIRE(drawn->view != nullptr);
        const auto realised = realise(preset(id).value(), {*test.window.document().scene(), nullptr}).value();
        const auto system = realised->system(0).value();
        const auto prepared = (*engines.pick("reference", *system))->prepare(system, {}).value();
        const Range all{0, realised->length};
        const auto tile = compute_tile(*prepared, all, all, TileKind::alpha).value();
        REQUIRE(drawn->view->width == all.size());
        double largest = 0, error = 0;
        for (Index i = 0; i < all.size(); ++i)
            for (Index j = 0; j <= i; ++j) {
                const double pixel = drawn->view->pixels[static_cast<std::size_t>(i * all.size() + j)];
                largest = std::max(largest, std::abs(double(tile.at(i, j))));
                error = std::max(error, std::abs(pixel - tile.at(i, j)));
            }
        CHECK(largest > 0);
        CHECK(error < 1e-4 * largest);
    }
    // Every shipped preset has a picture on a generated scene.
    for (const auto* card : test.grid()->cards()) {
        const auto* drawn = test.gallery()->thumbnail(card->entry().design);
        INFO(card->entry().design->id);
        REQUIRE(drawn != nullptr);
        CHECK(drawn->problem.toStdString() == "");
    }
}

TEST_CASE("Enter takes a card on the same scene, and that is one undo step", "[gui][gallery]") {
    OpenedGallery test;
    auto& document = test.window.document();
    const ScenePtr scene = document.scene();
    test.focus("gla");
    QTest::keyClick(test.card("gla"), Qt::Key_Return);
    CHECK_FALSE(test.gallery()->isVisible());
    CHECK(document.design()->id == "gla");
    CHECK(document.scene() == scene);
    CHECK(document.undo_stack().count() == 1);
    CHECK(test.find<StatusLine>("status")->text().contains("changes A_i"));
    document.undo_stack().undo();
    CHECK(document.design()->id == "small");

    test.open();
    test.search()->setText("1706.03762");
    QTest::keyClick(test.search(), Qt::Key_Return); // the first that is found
    CHECK(document.design()->id == "softmax");

    test.open();
    test.search()->setText("rwkv-7"); // others have it in their notes or come before it
    CHECK(test.grid()->current() == test.card("rwkv7"));
    test.search()->setText("softmax");
    CHECK(test.grid()->current() == test.card("softmax"));
    test.search()->clear();
    QTest::mouseClick(test.card("softmax_rope"), Qt::LeftButton); // as it opens on the design in use
    CHECK(document.design()->id == "softmax_rope");
}

TEST_CASE("arrows walk over the cards", "[gui][gallery]") {
    OpenedGallery test;
    const auto& cards = test.grid()->cards();
    auto* first = cards[0];
    first->setFocus();
    QTest::keyClick(first, Qt::Key_Right);
    CHECK(test.grid()->current() == cards[1]);
    CHECK(QApplication::focusWidget() == cards[1]);
    QTest::keyClick(cards[1], Qt::Key_Left);
    CHECK(test.grid()->current() == first);
    QTest::keyClick(first, Qt::Key_Down);
    CHECK(test.grid()->current()->y() > first->y());
    CHECK(test.grid()->current()->x() == first->x());
    QTest::keyClick(test.grid()->current(), Qt::Key_End);
    CHECK(test.grid()->current() == cards.back());
}

TEST_CASE("the detail tells what changes from the design in use", "[gui][gallery]") {
    OpenedGallery test;
    test.window.document().set_design(preset("simple_gla").value(), "choose");
    test.focus("gla");
    const auto* detail = test.find<DesignDetail>("gallery/detail");
    const QString text = detail->toPlainText();
    CHECK(text.contains("What changes from Scalar gated linear attention"));
    CHECK(text.contains("class of A: scalar → diagonal"));
    CHECK(text.contains("Stays: b"));
    CHECK(text.contains("2312.06635"));
    test.focus("simple_gla"); // the design in use itself: what changed when it came
    CHECK(detail->toPlainText().contains("What changes from Small"));
}

TEST_CASE("what changed compares the present design with the one before", "[gui][gallery]") {
    OpenedGallery test;
    QTest::keyClick(&test.window, Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(test.window.findChild<QDialog*>("whatChanged") == nullptr);
    CHECK(test.find<StatusLine>("status")->text().contains("Nothing to compare"));
    test.focus("softmax");
    QTest::keyClick(test.card("softmax"), Qt::Key_Return);
    test.window.document().set_parameter("sharpness", 2); // an edit is no other design
    QTest::keyClick(&test.window, Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
    const QString text = test.find<QTextBrowser>("whatChanged/text")->toPlainText();
    CHECK(text.contains("Small"));
    CHECK(text.contains("Softmax attention"));
    CHECK(text.contains("linear readout"));
    test.find<QDialog>("whatChanged")->close();
}

TEST_CASE("a design that does not run on the scene says why, the others are drawn", "[gui][gallery]") {
    auto broken = preset("softmax").value();
    broken.read = parse_expression("nowhere").value();
    const auto engines = std::make_shared<const EngineRegistry>(make_engines());
    PresetThumbnails service(engines);
    const DesignPtr bad = snapshot(std::move(broken)), good = snapshot(preset("gla").value());
    const ScenePtr scene = small_workspace().scene;
    QSignalSpy idle(&service, &PresetThumbnails::idle);
    service.request({bad, good}, scene);
    REQUIRE(QTest::qWaitFor([&] { return idle.count() > 0; }, 30000));
    REQUIRE(service.find(bad) != nullptr);
    CHECK(service.find(bad)->view == nullptr);
    CHECK(service.find(bad)->problem.contains("nowhere"));
    CHECK(service.find(good)->view != nullptr);

    QSignalSpy drawn(&service, &PresetThumbnails::drawn);
    service.request({bad, good}, scene); // known already
    CHECK_FALSE(service.busy());
    CHECK(drawn.count() == 0);
    Scene other = *scene;
    other.seed = 8;
    service.request({good}, snapshot(other)); // another scene: drawn anew
    CHECK(service.find(good) == nullptr);
    REQUIRE(QTest::qWaitFor([&] { return service.find(good) != nullptr; }, 30000));
}

TEST_CASE("drawing can be stopped, and goes on where it stopped", "[gui][gallery]") {
    OpenedGallery test;
    auto* stop = test.find<QToolButton>("gallery/stop");
    REQUIRE(stop->isVisible()); // 80 and more cannot be there before the first event
    QTest::mouseClick(stop, Qt::LeftButton);
    CHECK_FALSE(stop->isVisible());
    test.wait_drawn();
    CHECK_FALSE(stop->isVisible());
    CHECK_FALSE(test.find<QWidget>("gallery/progress")->isVisible());

    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    test.open();
    test.wait_drawn();
    for (const auto* card : test.grid()->cards())
        CHECK(test.gallery()->thumbnail(card->entry().design) != nullptr);
}

TEST_CASE("presets of the user stand in a group of their own, broken ones are named", "[gui][gallery]") {
    const QTemporaryDir data;
    const auto folder = std::filesystem::path(data.path().toStdString()) / "alphascope/presets";
    std::filesystem::create_directories(folder);
    Design mine = preset("gla").value();
    mine.id = "of_my_own";
    mine.name = "Of my own";
    REQUIRE(write_file_atomically(folder / "of_my_own.json", design_to_json(mine)).has_value());
    REQUIRE(write_file_atomically(folder / "broken.json", "{").has_value());
    const QByteArray before = qgetenv("XDG_DATA_HOME");
    qputenv("XDG_DATA_HOME", data.path().toUtf8());
    {
        OpenedGallery test;
        CHECK(test.card("of_my_own")->entry().badges.contains("user"));
        CHECK(test.card("of_my_own")->entry().group == "your own");
        CHECK(test.grid()->cards().back() == test.card("of_my_own"));
        const auto* problems = test.find<QLabel>("gallery/problems");
        CHECK(problems->isVisible());
        CHECK(problems->toolTip().contains("broken.json"));
        test.focus("of_my_own");
        QTest::keyClick(test.card("of_my_own"), Qt::Key_Return);
        CHECK(test.window.document().design()->id == "of_my_own");
    }
    qputenv("XDG_DATA_HOME", before);
}
