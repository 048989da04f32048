// How files open in the window: all that is wrong with one is told in full, with what would help.
#include "core/base/resources.hpp"
#include "core/design/presets.hpp"
#include "core/io/tensors.hpp"
#include "tests/gui/opened_window.hpp"
#include "tests/support/catch.hpp"
#include "ui/editor/number_field.hpp"
#include "ui/main_window/notice.hpp"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace alphascope;
using namespace alphascope::ui;

namespace {

NamedTensor numbers(const std::string& name, std::vector<Index> shape) {
    Index count = 1;
    for (const Index size : shape)
        count *= size;
    NamedTensor tensor{name, std::move(shape), StoredType::float64, {}, {}};
    for (Index k = 0; k < count; ++k)
        tensor.float64.push_back(0.1 * static_cast<double>(k % 7) - 0.3);
    return tensor;
}

QString write(const QTemporaryDir& folder, const char* name, const std::vector<NamedTensor>& arrays) {
    const QString path = folder.filePath(name);
    REQUIRE(write_npz(path.toStdString(), arrays).has_value());
    return path;
}

} // namespace

TEST_CASE("every problem of a file that does not fit is told in full, without its folder", "[gui][opening]") {
    QTemporaryDir folder;
    const QString path =
        write(folder, "misfit.npz",
              {numbers("q", {2, 12, 4}), numbers("k", {2, 11, 4}), numbers("v", {2, 9, 4}), numbers("b", {2, 12})});
    Opened test(first_light());
    const DesignPtr design = test.window.document().design();
    test.window.open(path);
    test.settle();
    auto* notice = test.find<Notice>("fileNotice");
    REQUIRE(notice->isVisible());
    CHECK(notice->text().contains("misfit.npz"));
    CHECK(notice->text().contains("'k'"));
    CHECK(notice->text().contains("'v'"));
    CHECK_FALSE(notice->text().contains(folder.path()));
    auto* text = test.find<QLabel>("fileNotice/text");
    CHECK(text->wordWrap());
    CHECK(text->height() >= text->heightForWidth(text->width()));
    CHECK(test.window.document().design() == design);
    CHECK(test.message().contains("misfit.npz"));                               // listed too
    CHECK(test.window.picture_state().shows() == PictureState::Shows::present); // of the document, which is another

    QTest::mouseClick(test.find<QToolButton>("fileNotice/close"), Qt::LeftButton);
    CHECK_FALSE(notice->isVisible());
    CHECK(test.message().isEmpty());
}

TEST_CASE("a file that fits another design offers it", "[gui][opening]") {
    QTemporaryDir folder;
    const QString path =
        write(folder, "attention.npz",
              {numbers("q", {2, 12, 4}), numbers("k", {2, 12, 4}), numbers("v", {2, 12, 4}), numbers("beta", {2, 9})});
    Opened test(first_light());
    test.window.open(path);
    test.settle();
    auto* notice = test.find<Notice>("fileNotice");
    REQUIRE(notice->isVisible());
    QPushButton* offer = nullptr;
    for (auto* button : notice->findChildren<QPushButton*>())
        if (button->objectName().startsWith("fileNotice/design/"))
            offer = offer ? offer : button;
    REQUIRE(offer != nullptr);
    const QString id = offer->objectName().section('/', -1);
    QTest::mouseClick(offer, Qt::LeftButton);
    test.settle();
    CHECK(QString::fromStdString(test.window.document().design()->id) == id);
    CHECK(test.window.picture()->realised->length == 12);
    CHECK_FALSE(notice->isVisible());
}

TEST_CASE("a broken file as the very first thing is told in full", "[gui][opening]") {
    QTemporaryDir folder;
    const QString path = folder.filePath("broken.npz");
    REQUIRE(write_file_atomically(path.toStdString(), "not a zip file").has_value());
    Opened test(first_light());
    test.window.open(path);
    test.settle();
    auto* notice = test.find<Notice>("fileNotice");
    REQUIRE(notice->isVisible());
    CHECK(notice->text().startsWith("broken.npz cannot be read"));
    test.window.document().set_design(*preset("gla"), "Choose gla"); // unrelated work goes on without it
    test.settle();
    CHECK_FALSE(notice->isVisible());
}

TEST_CASE("a file that lacks what α rests on asks before numbers are made up, and says so ever after",
          "[gui][opening]") {
    QTemporaryDir folder;
    const QString path =
        write(folder, "ungated.npz", {numbers("q", {2, 12, 4}), numbers("k", {2, 12, 4}), numbers("v", {2, 12, 4})});
    Workspace start = small_workspace();
    start.design = snapshot(*preset("gated_delta_rule"));
    Opened test(std::move(start));
    test.window.open(path);
    test.settle();
    auto* notice = test.find<Notice>("fileNotice");
    REQUIRE(notice->isVisible());
    CHECK(notice->text().contains("beta"));
    auto* make_up = test.find<QPushButton>("fileNotice/makeUp");
    CHECK(make_up->text().contains("beta"));
    QTest::mouseClick(make_up, Qt::LeftButton);
    test.settle();
    CHECK_FALSE(notice->isVisible());
    CHECK(test.window.picture()->realised->length == 12);
    auto* badge = test.find<QToolButton>("remarks/made_up");
    CHECK(badge->isVisible());
    CHECK(badge->text().contains("beta"));
    CHECK(test.window.windowTitle().contains("made up: "));
}

TEST_CASE("a batch opens at its first entry, with a chooser that can be undone", "[gui][opening]") {
    QTemporaryDir folder;
    auto q = numbers("q", {2, 3, 12, 4});
    const QString path = write(folder, "batch.npz",
                               {q, numbers("k", {2, 3, 12, 4}), numbers("v", {2, 3, 12, 4}), numbers("b", {2, 3, 12})});
    Opened test;
    test.window.open(path);
    test.settle();
    auto* entry = test.find<NumberField>("remarks/entry");
    REQUIRE(entry->isVisible());
    CHECK(test.find<QLabel>("remarks/entries")->text() == "of 2");
    CHECK(entry->value() == 0);
    entry->setFocus();
    QTest::keyClick(entry, Qt::Key_Up);
    test.settle();
    CHECK(std::get<TensorSource>(test.window.document().scene()->source).entry == 1);
    test.window.document().undo_stack().undo();
    test.settle();
    CHECK(entry->value() == 0);
    entry->setFocus();
    entry->selectAll();
    QTest::keyClicks(entry, "7"); // there are two
    QTest::keyClick(entry, Qt::Key_Return);
    CHECK(entry->text() == "7");
    CHECK(entry->is_wrong());
    CHECK(test.message().contains("the entry of the batch takes a whole number from 0 to 1, not 7"));
    CHECK(entry->value() == 0);
}

TEST_CASE("a map that a file gives is shown without a design, and everything says so", "[gui][opening]") {
    QTemporaryDir folder;
    auto alpha = numbers("alpha", {2, 12, 12});
    const QString path = write(folder, "given.npz", {alpha});
    Workspace start = small_workspace();
    start.design = snapshot(*preset("gla"));
    Opened test(std::move(start));
    test.window.open(path);
    test.settle();
    REQUIRE(test.window.picture()->realised->given_map != nullptr);
    CHECK(test.window.windowTitle().startsWith("alpha of given.npz"));
    CHECK_FALSE(test.window.isWindowModified());
    CHECK(test.find<QLabel>("status/message")->text() == "alpha of given.npz, shown as it is: no design is used");
    CHECK_FALSE(test.find<QWidget>("designForm")->isEnabled());
    CHECK(test.find<QLabel>("designForm/unused")->isVisible());
    CHECK(test.find<QLabel>("designForm/unused")->text().contains("the design is not used"));
    auto* equations = test.find<QWidget>("equation")->findChild<QLabel*>();
    CHECK(equations->text().contains("no design is used"));
    CHECK_FALSE(equations->text().contains("<table"));
    CHECK(test.find<QComboBox>("preset")->currentText().isEmpty());
    CHECK(test.find<QComboBox>("preset")->lineEdit()->placeholderText() == "no design is used");
    test.window.document().choose_design(*preset("softmax"), "choose");
    CHECK(test.find<QLabel>("status/message")->text().contains("no design is used"));
    test.settle();
    CHECK(test.window.windowTitle().startsWith("alpha of given.npz"));

    auto* source = test.find<QComboBox>("scene/source");
    source->setFocus();
    QTest::keyClick(source, Qt::Key_Home); // other tokens: the design is used again
    test.settle();
    CHECK(test.find<QWidget>("designForm")->isEnabled());
    CHECK_FALSE(test.find<QLabel>("designForm/unused")->isVisible());
    CHECK(equations->text().contains("<table"));
    CHECK(test.window.windowTitle().startsWith(QString::fromStdString(preset("softmax")->name)));
}

TEST_CASE("the other reading of a file is one click away, and so is the first one again", "[gui][opening]") {
    QTemporaryDir folder;
    const QString path =
        write(folder, "either.npz",
              {numbers("q", {12, 3, 4}), numbers("k", {12, 3, 4}), numbers("v", {12, 3, 4}), numbers("b", {12, 3})});
    Opened test;
    test.window.open(path);
    test.settle();
    const Index first = test.window.picture()->realised->length;
    for (int round = 0; round < 2; ++round) {
        CAPTURE(round);
        QTest::mouseClick(test.find<QToolButton>("remarks/guessed"), Qt::LeftButton);
        test.settle();
        const Index other = test.window.picture()->realised->length;
        CHECK(other == 36 / first);
        auto* said = test.find<QToolButton>("remarks/said");
        REQUIRE(said->isVisible());
        CHECK(said->text().startsWith("axes as chosen"));
        CHECK(said->toolTip().contains("Click: read the axes as at first."));
        QTest::mouseClick(said, Qt::LeftButton);
        test.settle();
        CHECK(test.window.picture()->realised->length == first);
    }
}

TEST_CASE("what a document of before does not say of made-up signals is a remark, until it is saved",
          "[gui][opening]") {
    QTemporaryDir folder;
    Workspace old = small_workspace();
    old.design = snapshot(*preset("gated_delta_rule"));
    Scene scene = *old.scene;
    TensorSource source;
    source.path =
        write(folder, "ungated.npz", {numbers("q", {2, 12, 4}), numbers("k", {2, 12, 4}), numbers("v", {2, 12, 4})})
            .toStdString();
    scene.source = source; // without a list of what is made up
    old.scene = snapshot(scene);
    const QString path = folder.filePath("old.json");
    REQUIRE(write_file_atomically(path.toStdString(), workspace_to_json(old, folder.path().toStdString())).has_value());
    const auto older = [](Opened& test) {
        return remarks_of(RemarkKind::older, test.window.picture()->remarks).size();
    };
    Opened test;
    test.window.open(path);
    test.settle();
    REQUIRE(older(test) == 1);
    CHECK(test.find<QToolButton>("remarks/notes")->toolTip().contains("does not list what is made up on purpose"));
    REQUIRE(test.window.save_to(path));
    test.settle();
    CHECK(older(test) == 0);
    Opened again;
    again.window.open(path);
    again.settle();
    CHECK(older(again) == 0);
    CHECK(again.find<QToolButton>("remarks/made_up")->isVisible());
}
