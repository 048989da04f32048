// How files open in the window: all that is wrong with one is told in full, with what would help.
#include "core/base/resources.hpp"
#include "core/design/presets.hpp"
#include "core/io/tensors.hpp"
#include "tests/gui/opened_window.hpp"
#include "tests/support/catch.hpp"
#include "ui/main_window/notice.hpp"

#include <QLabel>
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
