#include "tests/figure/synthetic.hpp"
#include "tests/support/catch.hpp"

#include "ui/figure/axis_map.hpp"
#include "ui/figure/colour_map.hpp"
#include "ui/figure/colour_range.hpp"
#include "ui/figure/heat_map.hpp"

#include <algorithm>
#include <cmath>

using namespace alphascope;
using namespace alphascope::figure;

namespace {

MapView view_of(int width, int height, std::vector<float> pixels) {
    MapView view;
    view.rows = {0, height};
    view.cols = {0, width};
    view.width = width;
    view.height = height;
    view.outside.assign(pixels.size(), 0);
    view.pixels = std::move(pixels);
    return view;
}

// CIE lightness, for judging maps independently of how they were made.
double lightness(QRgb colour) {
    const auto linear = [](int c) { return std::pow((c / 255.0 + 0.055) / 1.055, 2.4); };
    const double y = 0.2126 * linear(qRed(colour)) + 0.7152 * linear(qGreen(colour)) + 0.0722 * linear(qBlue(colour));
    return 116 * std::cbrt(y) - 16;
}

int index_in(ColourMapId map, QRgb colour) {
    const auto& table = colour_table(map);
    const auto at = std::find(table.begin(), table.end(), colour);
    return at == table.end() ? -1 : static_cast<int>(at - table.begin());
}

} // namespace

TEST_CASE("tables have the published ends", "[figure][colour]") {
    CHECK(colour_table(ColourMapId::viridis)[0] == 0xFF440154);
    CHECK(colour_table(ColourMapId::viridis)[128] == 0xFF21918C);
    CHECK(colour_table(ColourMapId::viridis)[255] == 0xFFFDE725);
    CHECK(colour_table(ColourMapId::cividis)[0] == 0xFF00224E);
    CHECK(colour_table(ColourMapId::cividis)[255] == 0xFFFEE838);
}

TEST_CASE("lightness runs one way along sequential maps and evenly to both sides of the diverging one",
          "[figure][colour]") {
    for (const auto map : {ColourMapId::viridis, ColourMapId::cividis, ColourMapId::grey}) {
        const auto& table = colour_table(map);
        const double direction = lightness(table[255]) > lightness(table[0]) ? 1 : -1;
        for (std::size_t k = 4; k < 256; ++k)
            CHECK(direction * (lightness(table[k]) - lightness(table[k - 4])) > 0);
    }
    const auto& table = colour_table(ColourMapId::diverging);
    CHECK(lightness(table[127]) > 95);
    for (std::size_t k = 0; k < 128; ++k) {
        CHECK(std::abs(lightness(table[k]) - lightness(table[255 - k])) < 6);
        if (k > 0)
            CHECK(table[k] != table[k - 1]);
    }
    CHECK(qBlue(table[20]) > qRed(table[20]));
    CHECK(qRed(table[235]) > qBlue(table[235]));
}

TEST_CASE("the table over float bits is at most one level off", "[figure][colour]") {
    const auto scale = GENERATE(Scale::log, Scale::symlog);
    ColourScale colours;
    colours.scale = scale;
    colours.minimum = scale == Scale::log ? 1e-6 : -1;
    colours.linear_threshold = 1e-3;
    std::vector<float> values; // more than 65536: the table is used
    for (int k = 0; k < 100000; ++k)
        values.push_back(
            static_cast<float>((k % 2 && scale == Scale::symlog ? -1 : 1) * std::pow(10.0, -6.0 * k / 100000)));
    std::vector<QRgb> got(values.size());
    colour_values(values.data(), values.size(), colours, got.data());
    int worst = 0;
    for (std::size_t k = 0; k < values.size(); ++k) {
        const double v = values[k], s = std::log1p(std::abs(v) / 1e-3) / std::log1p(1e3);
        const double fraction = scale == Scale::log ? (std::log10(v) + 6) / 6 : 0.5 + 0.5 * (v < 0 ? -s : s);
        const int expected = std::clamp(static_cast<int>(fraction * 256), 0, 255);
        worst = std::max(worst, std::abs(index_in(colours.map, got[k]) - expected));
    }
    CHECK(worst <= 1);
}

TEST_CASE("cells become their colours, the undefined grey, the non-finite hatched", "[figure][colour]") {
    const float nan = std::nanf(""), inf = std::numeric_limits<float>::infinity();
    MapView view = view_of(2, 2, {0.25f, 9, nan, inf});
    view.outside[1] = 1;
    const Theme theme = Theme::paper();
    const QImage image = colour_view(view, {}, theme, {40, 40}, 6);
    CHECK(image.format() == QImage::Format_RGB32);
    CHECK(image.pixel(3, 3) == colour_table(ColourMapId::viridis)[64]); // 0.25 of 256 levels
    CHECK(image.pixel(39, 0) == theme.outside.rgb());
    int hatched = 0;
    for (int y = 20; y < 40; ++y)
        for (int x = 0; x < 40; ++x)
            hatched += image.pixel(x, y) == hatch_colour(x, y, 6);
    CHECK(hatched == 20 * 40);
    CHECK(hatch_colour(0, 0, 6) != hatch_colour(3, 0, 6));
    for (const auto map : {ColourMapId::viridis, ColourMapId::cividis, ColourMapId::grey, ColourMapId::diverging,
                           ColourMapId::diverging_dark})
        for (const int x : {0, 3})
            CHECK(index_in(map, hatch_colour(x, 0, 6)) == -1);
}

TEST_CASE("signed views get a symmetric diverging scale", "[figure][colour]") {
    MapView view = view_of(1, 2, {-0.5f, 2});
    view.minimum = -0.5f;
    view.maximum = 2;
    view.smallest_positive = 0.5f;
    const ColourScale colours = automatic_colours(view, Scale::log);
    CHECK(colours.map == ColourMapId::diverging);
    CHECK(colours.minimum == -2);
    CHECK(colours.maximum == 2);
    CHECK(colours.scale == Scale::symlog);
    view.minimum = 0.5f;
    const ColourScale positive = automatic_colours(view, Scale::log);
    CHECK(positive.map == ColourMapId::viridis);
    CHECK(positive.minimum == 0.5);
    CHECK(positive.scale == Scale::log);
    CHECK(automatic_colours(view, Scale::linear).minimum == 0);
    view.minimum = view.maximum = 0;
    CHECK(automatic_colours(view, Scale::log).scale == Scale::linear);
}

TEST_CASE("pooling further keeps single cells and broken ones", "[figure][colour]") {
    std::vector<float> pixels(64, 0.01f);
    pixels[9] = -3;
    pixels[60] = std::nanf("");
    const MapView small = pooled_further(view_of(8, 8, pixels), 3, 3);
    CHECK(small.width == 3);
    CHECK(small.pixels[0] == -3);
    CHECK(std::isnan(small.pixels[7]));
    CHECK(small.outside[7] == 0);
    CHECK(small.cells_per_pixel == Approx(8.0 / 3));
}
