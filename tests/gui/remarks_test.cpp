// What a picture wants said: in the window, and in the figures that leave it.
#include "core/design/presets.hpp"
#include "core/io/tensors.hpp"
#include "tests/gui/opened_window.hpp"
#include "ui/compute/picture_remarks.hpp"
#include "ui/main_window/export_dialog.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QTemporaryDir>

#include <cmath>

using namespace alphascope;
using namespace alphascope::ui;

namespace {

std::vector<std::string> texts(const Picture& picture, RemarkKind kind) {
    std::vector<std::string> list;
    for (const auto& remark : remarks_of(kind, picture_remarks(picture)))
        list.push_back(one_line(remark));
    return list;
}

/// Two heads of uniform attention over six tokens that look both ways.
QString write_attentions(const QTemporaryDir& folder) {
    constexpr Index heads = 2, length = 6;
    std::vector<double> numbers(heads * length * length, 1.0 / length);
    const QString path = folder.filePath("attentions.npz");
    REQUIRE(
        write_npz(path.toStdString(), {{"attentions", {1, heads, length, length}, StoredType::float64, numbers, {}}})
            .has_value());
    return path;
}

void open(Opened& test, const QString& path) {
    test.window.open(path);
    test.settle();
}

} // namespace

TEST_CASE("a file with α alone is shown as its map, and the other panels say what they need", "[gui][given]") {
    QTemporaryDir folder;
    Opened test;
    open(test, write_attentions(folder));
    const PicturePtr picture = test.window.picture();
    CHECK(picture->engine == "given");
    CHECK(picture->realised->map_count() == 2);
    CHECK_FALSE(picture->prepared->system().is_causal());
    CHECK(picture->reading.alpha == Approx(1.0 / 6));
    CHECK(picture->reading.row->effective_count == Approx(6));
    CHECK(test.find<QLabel>("readout/score")->text() == QStringLiteral("–"));
    REQUIRE(texts(*picture, RemarkKind::unused).size() == 1);
    CHECK(texts(*picture, RemarkKind::unused)[0].find("is ignored: α is 'attentions'") != std::string::npos);
    CHECK(std::holds_alternative<GivenMapSource>(test.window.document().scene()->source));
    QStringList said;
    for (const auto* cover : test.window.findChildren<QLabel*>("cover"))
        if (cover->isVisible())
            said << cover->text();
    said.sort();
    CHECK(said == QStringList{"Eigenvalues: needs A, b and q; the file gives α alone",
                              "Impulse response: needs A, b and q; the file gives α alone",
                              "Stability: needs A, b and q; the file gives α alone"});

    ExportDialog dialog(picture, test.window.document().workspace(), "map");
    CHECK(dialog.findChild<QComboBox*>("export/figure")->count() == 1);
    dialog.set_path(folder.filePath("map.svg"));
    dialog.accept();
    Opened other; // with a picture of its own, whose panels must not stay
    open(other, folder.filePath("map.svg"));
    CHECK(other.window.picture()->engine == "given");

    open(test, "sample:mqar_softmax_layer2"); // the panels are back
    for (const auto* cover : test.window.findChildren<QLabel*>("cover"))
        CHECK_FALSE(cover->isVisible());
}

TEST_CASE("a stored output is compared while the design is the file's own", "[gui][remarks]") {
    Opened test;
    open(test, "sample:mqar_softmax_layer2");
    const auto stored = texts(*test.window.picture(), RemarkKind::stored);
    REQUIRE(stored.size() == 2);
    CHECK(stored[0].find("note: stored o reproduced to ") == 0);
    CHECK(stored[1].find("note: stored alpha reproduced to ") == 0);
    test.window.document().set_design(*preset("l2_softmax"), "Choose another");
    test.settle();
    CHECK(texts(*test.window.picture(), RemarkKind::stored) ==
          std::vector<std::string>{"note: o of the file belongs to another design: 'softmax'"});
}

TEST_CASE("the export dialog has small print on, where there is any, and can leave it out", "[gui][remarks]") {
    Opened test;
    {
        ExportDialog plain(test.window.picture(), test.window.document().workspace(), "plain");
        CHECK(plain.findChild<QCheckBox*>("export/footer")->isHidden() ==
              picture_remarks(*test.window.picture()).empty());
    }
    open(test, "sample:mqar_softmax_layer2");
    REQUIRE_FALSE(picture_remarks(*test.window.picture()).empty());
    ExportDialog dialog(test.window.picture(), test.window.document().workspace(), "told");
    dialog.show();
    auto* box = dialog.findChild<QCheckBox*>("export/footer");
    CHECK_FALSE(box->isHidden());
    CHECK(box->isChecked());
    QTemporaryDir folder;
    const auto height = [&](const char* name) {
        dialog.set_path(folder.filePath(name));
        dialog.accept();
        const auto text = read_file(folder.filePath(name).toStdString(), 1 << 24);
        REQUIRE(text.has_value());
        const auto at = text->find("height=\"");
        return std::stod(text->substr(at + 8));
    };
    const double told = height("told.svg");
    dialog.show();
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Space);
    CHECK(height("bare.svg") < told);
}
