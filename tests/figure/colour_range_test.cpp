#include "tests/figure/shipped_maps.hpp"
#include "tests/support/catch.hpp"

#include "core/analysis/view_grids.hpp"
#include "ui/figure/axis_map.hpp"
#include "ui/figure/colour_map.hpp"
#include "ui/figure/colour_range.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

using namespace alphascope;
using namespace alphascope::figure;
using test::shipped_ids;
using test::shipped_map;

namespace {

MapView view_of(int side, std::vector<float> pixels) {
    MapView view = empty_view({{0, side}, {0, side}, side, side}, false);
    view.outside.assign(pixels.size(), 0);
    view.pixels = std::move(pixels);
    find_extremes(view);
    return view;
}

template <class Formula> MapView view_by(int side, Formula formula) {
    std::vector<float> pixels;
    for (int k = 0; k < side * side; ++k)
        pixels.push_back(static_cast<float>(formula(k)));
    return view_of(side, std::move(pixels));
}

// Evenly spread numbers in (0, 1) without a pattern along the rows.
double shuffled(int k) {
    return std::fmod((k + 1) * 0.754877666246693, 1.0);
}

double place(double value, const ColourScale& colours) {
    return std::clamp(axis_map(colours).fraction(value), 0.0, 1.0);
}

/// How much of the colour map lies between the 5th and the 95th percentile of what is finite and not 0.
double spread(std::vector<float> values, const ColourScale& colours) {
    values.erase(std::remove_if(values.begin(), values.end(), [](float v) { return !std::isfinite(v) || v == 0; }),
                 values.end());
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const auto at = [&](double share) { return values[static_cast<std::size_t>(share * (values.size() - 1.0))]; };
    return place(at(0.95), colours) - place(at(0.05), colours);
}

/// Of the finite ones.
double share_beyond(const std::vector<float>& values, const ColourScale& colours) {
    const auto low = static_cast<float>(axis_map(colours).minimum), high = static_cast<float>(colours.maximum);
    const auto beyond = [&](float v) { return std::isfinite(v) && (v < low || v > high); };
    const auto finite = [](float v) { return std::isfinite(v); };
    return static_cast<double>(std::count_if(values.begin(), values.end(), beyond)) /
           static_cast<double>(std::max<std::ptrdiff_t>(1, std::count_if(values.begin(), values.end(), finite)));
}

// Maps of which the largest of each pixel's cells are much alike though the cells are not: what is drawn decides.
const std::map<std::string, std::string> alike_when_pooled{
    {"sigmoid_attn_nobias", "cells spread evenly over (0, 1): the largest of dozens is near 1 everywhere"}};

// What is asked of every shipped design; none of their maps is constant by formula, so there is no exception.
void check_structure(const std::string& id, Index length) {
    INFO(id << " at " << length << " tokens");
    const auto map = shipped_map(id, length);
    const MapView view = map.view(640);
    const ColourScale colours = automatic_colours(view, std::nullopt);
    const std::vector<float> cells = map.cells(256);
    CHECK(spread(view.pixels, colours) >= 0.25);
    CHECK(share_beyond(view.pixels, colours) <= 0.01);
    if (view.cells_per_pixel <= 1 || !alike_when_pooled.contains(id)) {
        CHECK(spread(cells, colours) >= 0.25);
        CHECK(share_beyond(cells, colours) <= 0.01);
    }
    CHECK(colour_of(0, colours) != Theme::paper().outside.rgb());
}

} // namespace

TEST_CASE("colours show the structure of every shipped design", "[figure][colour]") {
    for (const std::string& id : shipped_ids())
        for (const Index length : {64, 512})
            check_structure(id, length);
}

TEST_CASE("colours show the structure of long maps", "[figure][colour]") {
    const auto ids = shipped_ids();
    for (std::size_t k = 0; k < ids.size(); k += 8)
        check_structure(ids[k], 4096);
}

TEST_CASE("colours show the structure of every shipped design at 4096 tokens", "[.][figure][colour][long]") {
    for (const std::string& id : shipped_ids())
        check_structure(id, 4096);
}

TEST_CASE("evenly spread numbers keep a linear scale from zero", "[figure][colour]") {
    const ColourScale colours = automatic_colours(view_by(64, shuffled), std::nullopt);
    CHECK(colours.scale == Scale::linear);
    CHECK(colours.minimum == 0);
    CHECK(colours.maximum > 0.999);
    const ColourScale both = automatic_colours(view_by(64, [](int k) { return 2 * shuffled(k) - 1; }), std::nullopt);
    CHECK(both.scale == Scale::linear);
    CHECK(both.map == ColourMapId::diverging);
    CHECK(both.minimum == -both.maximum);
}

TEST_CASE("one outstanding number does not darken all the others", "[figure][colour]") {
    MapView view = view_by(64, [](int k) { return k == 70 ? 1e6 : 1 + shuffled(k); });
    const ColourScale colours = automatic_colours(view, std::nullopt);
    CHECK(spread(view.pixels, colours) >= 0.25);
    CHECK(colours.maximum < 1e6);
    const Beyond found = beyond(view, colours);
    CHECK(found.above >= 1);
    CHECK(found.above <= 0.01 * 64 * 64);
    CHECK(found.below <= 0.01 * 64 * 64);
    CHECK(beyond_text(found).contains("above"));
}

TEST_CASE("numbers far from zero get a range around them", "[figure][colour]") {
    const MapView view = view_by(64, [](int k) { return 1 + 1e-3 * shuffled(k); });
    const ColourScale colours = automatic_colours(view, std::nullopt);
    CHECK(colours.scale == Scale::linear);
    CHECK(colours.minimum > 0.99);
    CHECK(spread(view.pixels, colours) >= 0.25);
    CHECK(automatic_colours(view, Scale::linear).minimum == 0);
}

TEST_CASE("a constant with rounding is drawn as a constant", "[figure][colour]") {
    const MapView view = view_by(64, [](int k) { return 1 - 1e-7 * (k % 3); });
    const ColourScale colours = automatic_colours(view, std::nullopt);
    CHECK(colours.minimum == 0);
    CHECK(colour_of(view.minimum, colours) == colour_of(view.maximum, colours));
}

TEST_CASE("the automatic scale follows the numbers without a jump", "[figure][colour]") {
    // Decays from slow to fast, as a slider gives them: each step moves every number by little on the colour map.
    ColourScale last;
    double worst = 0;
    for (int step = 0; step <= 105; ++step) {
        const double rate = 0.0005 * std::pow(1.05, step);
        const MapView view = view_by(64, [&](int k) { return std::exp(-rate * 64 * 64 * shuffled(k)) + 1e-30; });
        const ColourScale colours = automatic_colours(view, std::nullopt);
        if (step > 0)
            for (const double size : {1e-6, 1e-4, 1e-2, 0.1, 0.5})
                worst = std::max(worst, std::abs(place(size, colours) - place(size, last)));
        last = colours;
    }
    CHECK(worst < 0.1);
}

TEST_CASE("cells count once however many pixels they cover, and pixels are called pixels", "[figure][colour]") {
    MapView view = empty_view({{0, 2}, {0, 2}, 10, 10}, false);
    view.outside.assign(100, 0);
    for (int y = 0; y < 10; ++y)
        for (int x = 0; x < 10; ++x)
            view.pixels[static_cast<std::size_t>(10 * y + x)] = y < 5 && x < 5 ? 2.0F : x < 5 ? -1.0F : 0.5F;
    find_extremes(view);
    const Beyond found = beyond(view, {});
    CHECK(found.above == 1);
    CHECK(found.below == 1);
    CHECK(beyond_text(found) == "beyond the colours: 1 cell above, 1 cell below");
    view.cells_per_pixel = 2;
    CHECK(beyond_text(beyond(view, {})).contains("pixel"));
    CHECK(beyond_text({}).isEmpty());
    view.pixels[0] = std::numeric_limits<float>::infinity(); // hatched, hence not beyond
    CHECK(beyond(view, {}).above == 0);
}

TEST_CASE("zero has a colour of the scale on a logarithmic one, and counts as below it", "[figure][colour]") {
    const MapView view = view_by(8, [](int k) { return k % 5 == 0 ? 0 : std::pow(10.0, -8 * shuffled(k)); });
    const ColourScale colours = automatic_colours(view, Scale::log);
    CHECK(colour_of(0, colours) == colour_table(colours.map).front());
    CHECK(beyond(view, colours).below >= 13);
    CHECK(beyond(view, automatic_colours(view, std::nullopt)).below == 0);
}

TEST_CASE("in the dark the middle of a diverging map is dark, on paper it is white", "[figure][colour]") {
    const MapView view = view_by(8, [](int k) { return 2 * shuffled(k) - 1; });
    MapView zeros = view;
    zeros.pixels.assign(zeros.pixels.size(), 0.0F);
    const ColourScale colours = automatic_colours(view, std::nullopt);
    const auto middle = [&](const Theme& theme) { return QColor(colour_view(zeros, colours, theme).pixel(0, 0)); };
    CHECK(middle(Theme::screen(false)).lightness() > 240);
    CHECK(middle(Theme::paper()).lightness() > 240);
    CHECK(middle(Theme::screen(true)).lightness() < 40);
    CHECK(middle(Theme::screen(true)) != Theme::screen(true).outside);
}
