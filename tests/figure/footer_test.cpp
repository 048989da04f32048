// The small print: what a result wants said, under the panels of every figure.
#include "tests/figure/synthetic.hpp"
#include "tests/support/catch.hpp"

#include "ui/figure/export.hpp"
#include "ui/figure/figures.hpp"
#include "ui/figure/footer.hpp"
#include "ui/figure/layout.hpp"
#include "ui/figure/math_text.hpp"
#include "ui/figure/page_presets.hpp"

#include <QImage>
#include <QRegularExpression>

using namespace alphascope;
using namespace alphascope::figure;

namespace {

std::vector<Remark> remarks(int notes) {
    std::vector<Remark> list;
    for (int k = 0; k < notes; ++k)
        list.push_back({RemarkKind::sampled,
                        false,
                        "each pixel: largest |α| of 4 × 4 cells, number " + std::to_string(k),
                        {},
                        {}});
    list.push_back({RemarkKind::made_up, true, "made up: w_raw, kappa", {"w_raw", "kappa"}, {}});
    return list;
}

} // namespace

TEST_CASE("warnings come first in small print, and say that they are", "[figure][footer]") {
    const QStringList items = footer_items(remarks(1));
    REQUIRE(items.size() == 2);
    CHECK(items[0] == "warning: made up: w_raw, kappa");
    CHECK(items[1].startsWith("each pixel: largest |α| of 4 × 4 cells"));
}

TEST_CASE("small print fits three lines, and counts what it leaves out", "[figure][footer]") {
    constexpr double points = 6.5, width = 234;
    CHECK(footer_lines({}, points, width).empty());
    CHECK(footer_lines({"short"}, points, width) == std::vector<QString>{"short"});
    for (int notes = 0; notes < 12; ++notes) {
        const auto lines = footer_lines(footer_items(remarks(notes)), points, width);
        CAPTURE(notes);
        REQUIRE(!lines.empty());
        CHECK(lines.size() <= 3);
        CHECK(lines.front().startsWith("warning: made up: w_raw, kappa"));
        for (const QString& line : lines)
            CHECK(MathText::plain(line, points).width() <= width);
    }
    const auto many = footer_lines(footer_items(remarks(11)), points, width);
    CHECK(many.back().contains(QRegularExpression("and \\d+ more$")));
    // One that is too long by itself ends in an ellipsis, and the others are counted all the same.
    const QString endless = QString("words that go on ").repeated(60);
    const auto lines = footer_lines({endless, "second", "third"}, points, width);
    REQUIRE(lines.size() == 3);
    CHECK(lines.back().endsWith("… · and 2 more"));
    CHECK(MathText::plain(lines.back(), points).width() <= width);
    const auto word = footer_lines({QString(500, 'w')}, points, width);
    CHECK(word.size() == 1);
    CHECK(MathText::plain(word.front(), points).width() <= width);
}

TEST_CASE("names in small print keep their underscores", "[figure][footer]") {
    const auto line = MathText::plain("X_re and q_i", 6.5);
    REQUIRE(line.runs().size() == 1);
    CHECK(line.runs()[0].text == "X_re and q_i");
}

TEST_CASE("small print makes a figure higher, never wider, and leaves the panels alone", "[figure][footer]") {
    for (const auto& page : page_presets()) {
        CAPTURE(page.id);
        const Theme theme = page.theme();
        Figure bare = synthetic::board(page.width_points(), theme), told = bare;
        set_footer(told, remarks(9), theme);
        CHECK(told.size_points.width() == bare.size_points.width());
        const auto without = layout(bare, theme), with = layout(told, theme);
        const auto added = static_cast<double>(with.footer.size()) * 1.3 * theme.small_points;
        CHECK(told.size_points.height() >= bare.size_points.height() + added);
        CHECK(told.size_points.height() <= bare.size_points.height() + added + 5);
        double bottom = 0;
        for (std::size_t k = 0; k < with.panels.size(); ++k) {
            CHECK(with.panels[k].frame.plot.width() == Approx(without.panels[k].frame.plot.width()).margin(1));
            bottom = std::max(bottom, with.panels[k].cell.bottom());
        }
        CHECK(with.footer_baseline - 0.75 * theme.small_points >= bottom - 0.5); // below everything
        const QImage image = QImage::fromData(*encode_figure(told, theme, Format::png, 144), "png");
        int ink = 0;
        for (int x = 0; x < image.width(); ++x)
            ink += image.pixel(x, image.height() - 1) != 0xFFFFFFFF;
        CHECK(ink == 0);
        set_footer(told, {}, theme);
        CHECK(told.size_points == bare.size_points);
    }
}

TEST_CASE("every kind of figure has room for small print", "[figure][footer]") {
    const Theme theme = Theme::paper();
    for (const Panel& panel : synthetic::board(396, theme).panels) {
        Figure figure = single(panel, 234, theme);
        const double before = figure.size_points.height();
        set_footer(figure, remarks(2), theme);
        CHECK(figure.size_points.height() > before);
        CHECK(layout(figure, theme).footer.size() >= 1);
    }
}
