#include "tests/figure/synthetic.hpp"
#include "tests/support/catch.hpp"

#include "ui/figure/axis_range.hpp"
#include "ui/figure/colour_range.hpp"
#include "ui/figure/export.hpp"
#include "ui/figure/layout.hpp"
#include "ui/figure/page_presets.hpp"

#include <QImage>

#include <cmath>

using namespace alphascope;
using namespace alphascope::figure;

namespace {

std::vector<Line> line_of(std::vector<double> y) {
    std::vector<double> x(y.size());
    for (std::size_t k = 0; k < x.size(); ++k)
        x[k] = static_cast<double>(k);
    return {{QString(), x, std::move(y)}};
}

} // namespace

TEST_CASE("axes are named with symbol and unit", "[figure][figures]") {
    const MapView view = synthetic::map(32, 32, false);
    const Panel map = map_panel(view, automatic_colours(view, Scale::linear), QStringLiteral("head 1"));
    CHECK(map.x.label == QStringLiteral("key position j"));
    CHECK(map.y.label == QStringLiteral("query position i"));
    CHECK(std::get<HeatMap>(map.content).badge == QStringLiteral("α · head 1"));
    CHECK(impulse_panel(synthetic::impulse(64)).x.label == QStringLiteral("lag ℓ (tokens)"));
    CHECK(impulse_panel(synthetic::impulse(64)).y.label == QStringLiteral("‖h‖"));
    CHECK(spectrum_panel(std::make_shared<Spectrum>(synthetic::spectrum(8, 2))).x.label == QStringLiteral("Re λ"));
    CHECK(stability_panel(synthetic::stability(64)).y.label == QStringLiteral("ln‖Φ(i,0)‖ (nats)"));
}

TEST_CASE("what was left out or estimated is said", "[figure][figures]") {
    const auto plain = [](QString note) { return note.replace(QChar::Nbsp, ' '); };
    MapView view = synthetic::map(512, 64, false);
    view.kind = TileKind::scores;
    CHECK(std::get<HeatMap>(map_panel(view, {}).content).badge == QStringLiteral("s · max|·| of 8×8"));
    view.pooling = Pooling::mean;
    CHECK(std::get<HeatMap>(map_panel(view, {}).content).badge == QStringLiteral("s · mean of 8×8"));
    view.sampled = 1;
    view.estimated = true;
    CHECK(std::get<HeatMap>(map_panel(view, {}).content).badge ==
          QStringLiteral("s · sampled: 1 of 8×8 cells, η estimated"));
    view.estimated = false;
    view.exact_rows = 16;
    CHECK(std::get<HeatMap>(map_panel(view, {}).content).badge ==
          QStringLiteral("s · sampled: 1 of 8×8 cells, 25 % exact"));

    Spectrum spectrum = synthetic::spectrum(8, 2);
    spectrum.sampled = spectrum.shear = true;
    spectrum.tokens = 90;
    CHECK(plain(spectrum_panel(std::make_shared<Spectrum>(spectrum), 3).note) ==
          QStringLiteral("marked: token i = 3, 8 of 90 tokens sampled, shear: also 1, 1 (one Jordan block)"));

    Stability stability = synthetic::stability(8);
    stability.product_is_estimate = stability.transient_sampled = true;
    CHECK(plain(stability_panel(stability).note)
              .contains(QStringLiteral("transient gain 1.4 (sampled), norm estimated")));

    ImpulseResponse unwritten = synthetic::impulse(8);
    unwritten.gain.resize(0);
    CHECK(impulse_panel(unwritten).note == QStringLiteral("token 12 writes nothing: b_j = 0"));
}

TEST_CASE("axis ranges suit the data", "[figure][figures]") {
    const AxisSpec decades = value_axis(line_of({1, 0.1, 1e-3, 1e-5}), {});
    CHECK(decades.scale == Scale::log);
    CHECK(decades.minimum < 1e-5);
    CHECK(decades.minimum > 1e-6);
    CHECK(decades.maximum > 1);
    CHECK(value_axis(line_of({1, 1e-30}), {}).minimum > 1e-9);                         // eight decades, and room
    CHECK(value_axis(line_of({1, 0.1, 1e-3, 0, 0, 0, 0, 0}), {}).scale == Scale::log); // it died out
    CHECK(value_axis(line_of({1, 0, 0, 0, 0, 0, 1e-3}), {}).scale == Scale::linear);
    const AxisSpec positive = value_axis(line_of({0.1, 1, 0.4}), {});
    CHECK(positive.scale == Scale::linear);
    CHECK(positive.minimum == 0);
    CHECK(positive.maximum == Approx(1.05));
    const AxisSpec is_signed = value_axis(line_of({-1, 1}), {});
    CHECK(is_signed.minimum == Approx(-1.1));
    const AxisSpec constant = value_axis(line_of({2, 2, std::nan("")}), {});
    CHECK(constant.minimum < 2);
    CHECK(constant.maximum > 2);
    CHECK(value_axis({}, {}).maximum > value_axis({}, {}).minimum);
}

TEST_CASE("rounding is not drawn as a finding", "[figure][figures]") {
    const AxisSpec axis = value_axis(line_of({1, 1 - 4e-15, 1 - 8e-15, 1 - 3e-9}), {});
    CHECK(axis.scale == Scale::linear);
    CHECK(axis.minimum == 0);
    CHECK(axis.maximum == Approx(1.05));
    const AxisSpec negative = value_axis(line_of({-2, -2 + 1e-9}), {});
    CHECK(negative.minimum == Approx(-2.1));
    CHECK(negative.maximum == 0);
    const AxisSpec logarithmic = value_axis(line_of({1, 1 - 4e-15}), {}, false, ValueScale::logarithmic);
    CHECK(logarithmic.maximum / logarithmic.minimum > 9);
    CHECK(value_axis(line_of({1, 0.99, 0.98}), {}).minimum > 0.9); // a finding: drawn as one
}

TEST_CASE("a growing curve shows all its decades, one that dies out eight", "[figure][figures]") {
    std::vector<double> growing, falling;
    for (int k = 0; k < 184; ++k) {
        growing.push_back(std::pow(10.0, 0.1 * k));
        falling.push_back(std::pow(10.0, -0.1 * k));
    }
    const AxisSpec up = value_axis(line_of(growing), {});
    CHECK(up.scale == Scale::log);
    CHECK(up.minimum < 1);
    CHECK(up.maximum > growing.back());
    CHECK(value_axis(line_of(falling), {}).minimum > 1e-9);
    auto hump = growing;
    hump.insert(hump.end(), falling.begin(), falling.end());
    CHECK(value_axis(line_of(hump), {}).minimum < 1);
}

TEST_CASE("an axis does what is asked of it", "[figure][figures]") {
    const auto asked = [](std::vector<double> y, ValueScale scale) {
        return value_axis(line_of(std::move(y)), {}, false, scale).scale;
    };
    CHECK(asked({1, 0.5, 0.3}, ValueScale::automatic) == Scale::linear);
    CHECK(asked({1, 0.5, 0.3}, ValueScale::logarithmic) == Scale::log);
    CHECK(asked({1, 1e-5}, ValueScale::linear) == Scale::linear);
    CHECK(asked({1, -0.5, 1e-5}, ValueScale::automatic) == Scale::linear);
    CHECK(asked({1, -0.5, 1e-5}, ValueScale::logarithmic) == Scale::symlog);
    CHECK(asked({0, 0}, ValueScale::logarithmic) == Scale::linear); // nothing has a logarithm
    const AxisSpec both = value_axis(line_of({100, -0.5, 1e-3}), {}, false, ValueScale::logarithmic);
    CHECK(both.minimum < -0.5);
    CHECK(both.minimum > -5);
    CHECK(both.maximum > 100);
    CHECK(both.maximum < 1000);
}

TEST_CASE("plots on the screen stay in place while their ticks change", "[figure][figures]") {
    const auto plot = [](double size) {
        Figure figure = single(stability_panel(synthetic::stability(64)), 300, Theme::screen(false));
        figure.panels.front().y = value_axis(line_of({0.1 * size, size}), QStringLiteral("y"));
        return layout(figure, Theme::screen(false)).panels.front().frame.plot;
    };
    for (const double size : {3.0, 0.02, 71000.0, 1e-7, 12345.0})
        CHECK(plot(size) == plot(1));
}

TEST_CASE("grey text can be read on what it stands on", "[figure][figures]") {
    const auto luminance = [](const QColor& colour) {
        const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
    };
    const auto contrast = [&](const QColor& a, const QColor& b) {
        const double x = luminance(a), y = luminance(b);
        return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
    };
    for (const Theme& theme : {Theme::paper(), Theme::screen(false), Theme::screen(true)})
        for (const QColor& below : {theme.background, theme.outside})
            CHECK(contrast(theme.faint_text, below) >= 4.5);
}

TEST_CASE("an early decay fills the plot", "[figure][figures]") {
    const Panel panel = impulse_panel(synthetic::impulse(4096));
    CHECK(panel.x.maximum < 400); // 1.3·exp(−ℓ/11) passes 1e−8 of its peak at ℓ = 203
    CHECK(panel.x.maximum > 200);
}

TEST_CASE("empty and degenerate results still make a figure", "[figure][figures]") {
    const Theme theme = Theme::paper();
    ImpulseResponse impulse;
    Stability stability;
    MapView view;
    view.cols = view.rows = {0, 0};
    const Figure figure =
        board(map_panel(view, automatic_colours(view, Scale::log)), impulse_panel(impulse),
              spectrum_panel(std::make_shared<Spectrum>(), 0), stability_panel(stability), 396, theme);
    CHECK(figure.size_points.height() > 100);
    CHECK(encode_figure(figure, theme, Format::png, 72).has_value());
    for (const auto curve : {ImpulseCurve::gain, ImpulseCurve::state, ImpulseCurve::score, ImpulseCurve::alpha})
        CHECK(encode_figure(single(impulse_panel(impulse, curve), 234, theme), theme, Format::png, 72).has_value());
}

TEST_CASE("plots are aligned and maps have square cells", "[figure][layout]") {
    const Theme theme = Theme::paper();
    const Figure figure = synthetic::board(396, theme);
    const auto places = layout(figure, theme).panels;
    REQUIRE(places.size() == 4);
    CHECK(places[0].frame.plot.left() == places[2].frame.plot.left());
    CHECK(places[1].frame.plot.left() == places[3].frame.plot.left());
    CHECK(places[0].frame.plot.top() == places[1].frame.plot.top());
    CHECK(places[0].frame.plot.width() == Approx(places[0].frame.plot.height()));
    CHECK(places[2].frame.plot.width() == Approx(places[2].frame.plot.height()));
    CHECK(places[0].frame.plot.bottom() == Approx(places[1].frame.plot.bottom()).margin(1.5));
    const QPointF cell = places[0].frame.value_at(places[0].frame.at(17, 42));
    CHECK(cell.x() == Approx(17));
    CHECK(cell.y() == Approx(42));
}

TEST_CASE("nothing is cut off at the page's edge", "[figure][layout]") {
    for (const auto& page : page_presets()) {
        INFO(page.id);
        const Theme theme = page.theme();
        Figure figure = synthetic::board(page.width_points(), theme, 512, true);
        figure.footer = {QStringLiteral("reference engine, float64, L = 512, seed 7")};
        const QImage image = QImage::fromData(*encode_figure(figure, theme, Format::png, 144), "png");
        int ink = 0;
        for (int x = 0; x < image.width(); ++x)
            ink += (image.pixel(x, 0) != 0xFFFFFFFF) + (image.pixel(x, image.height() - 1) != 0xFFFFFFFF);
        for (int y = 0; y < image.height(); ++y)
            ink += (image.pixel(0, y) != 0xFFFFFFFF) + (image.pixel(image.width() - 1, y) != 0xFFFFFFFF);
        CHECK(ink == 0);
        for (const auto& place : layout(figure, theme).panels) {
            CHECK(place.frame.plot.width() > 40);
            CHECK(place.frame.plot.height() > 40);
            CHECK(place.x_ticks.major.size() >= 2);
            CHECK(place.y_ticks.major.size() >= 2);
        }
    }
}
