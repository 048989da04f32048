// Charts and panels take any numbers, keep the user's zoom, and say where they were clicked.
#include "tests/support/catch.hpp"
#include "ui/charts/chart.hpp"
#include "ui/charts/cloud_image.hpp"
#include "ui/editor/elided_label.hpp"
#include "ui/panels/impulse_panel.hpp"
#include "ui/panels/readout_panel.hpp"
#include "ui/panels/selection.hpp"
#include "ui/panels/spectrum_panel.hpp"
#include "ui/panels/stability_panel.hpp"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QWheelEvent>

#include <cmath>
#include <limits>

using namespace alphascope;
using namespace alphascope::ui;

namespace {

figure::Panel curve(double from, double to, figure::Scale scale = figure::Scale::linear) {
    figure::Line line{"y", {}, {}, 1};
    for (int k = 0; k <= 100; ++k) {
        line.x.push_back(k);
        line.y.push_back(from + (to - from) * k / 100);
    }
    figure::Panel panel;
    panel.x = {"x", 0, 100};
    panel.y = {"y", std::min(from, to), std::max(from, to), scale};
    panel.content = figure::LinePlot{{line}, {}};
    return panel;
}

void turn_wheel(QWidget& widget, QPointF at, int notches, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QWheelEvent event(at, widget.mapToGlobal(at), {}, {0, 120 * notches}, Qt::NoButton, modifiers, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(&widget, &event);
}

/// Share of pixels in a rectangle that are nearer to `colour` than a quarter of the range.
double share_of(const QImage& image, QRectF area, QColor colour) {
    int hits = 0, all = 0;
    for (int y = int(area.top()); y < int(area.bottom()); ++y)
        for (int x = int(area.left()); x < int(area.right()); ++x, ++all) {
            const QColor at = image.pixelColor(x, y);
            hits += std::abs(at.red() - colour.red()) + std::abs(at.green() - colour.green()) +
                        std::abs(at.blue() - colour.blue()) <
                    64;
        }
    return all == 0 ? 0 : double(hits) / all;
}

std::shared_ptr<ImpulseResponse> decaying(Index length, double factor) {
    auto response = std::make_shared<ImpulseResponse>();
    response->j = 3;
    response->norm.resize(length);
    for (Index k = 0; k < length; ++k)
        response->norm(k) = std::pow(factor, double(k));
    response->gain = response->score = response->alpha = response->norm;
    response->state = response->norm;
    response->coordinates = {0};
    return response;
}

std::shared_ptr<Spectrum> turning(Index length) {
    auto spectrum = std::make_shared<Spectrum>();
    spectrum->eigenvalues.resize(length - 1, 2);
    for (Index i = 1; i < length; ++i) {
        spectrum->positions.push_back(i);
        spectrum->eigenvalues(i - 1, 0) = std::polar(0.8, 0.1 * double(i));
        spectrum->eigenvalues(i - 1, 1) = std::polar(0.8, -0.1 * double(i));
    }
    return spectrum;
}

} // namespace

TEST_CASE("the wheel keeps what is under the pointer", "[charts]") {
    Chart chart("chart", "Chart");
    chart.resize(500, 400);
    chart.set_panel(curve(0, 5));
    const QRectF plot = chart.plot();
    REQUIRE(plot.width() > 200);
    const QPointF at = plot.topLeft() + QPointF(0.3 * plot.width(), 0.7 * plot.height());
    const QPointF before = chart.value_at(at);
    CHECK(before.x() == Approx(30));
    CHECK(before.y() == Approx(1.5));
    turn_wheel(chart, at, 3);
    CHECK(chart.is_zoomed());
    CHECK(chart.x_axis().maximum - chart.x_axis().minimum < 60);
    // Tick labels may widen, so the plot may move: compare in the axes.
    const double share = (before.x() - chart.x_axis().minimum) / (chart.x_axis().maximum - chart.x_axis().minimum);
    CHECK(share == Approx(0.3));
    SECTION("and a zoom survives other data") {
        const double left = chart.x_axis().minimum, top = chart.y_axis().maximum;
        chart.set_panel(curve(-300, 700));
        CHECK(chart.x_axis().minimum == left);
        CHECK(chart.y_axis().maximum == top);
        chart.set_dark(true);
        CHECK(chart.x_axis().minimum == left);
        QTest::keyClick(&chart, Qt::Key_0);
        CHECK_FALSE(chart.is_zoomed());
        CHECK(chart.y_axis().maximum == 700);
    }
    SECTION("Shift zooms x only") {
        const double top = chart.y_axis().maximum, width = chart.x_axis().maximum - chart.x_axis().minimum;
        turn_wheel(chart, chart.plot().center(), 2, Qt::ShiftModifier);
        CHECK(chart.y_axis().maximum == Approx(top));
        CHECK(chart.x_axis().maximum - chart.x_axis().minimum < width);
    }
}

TEST_CASE("a drag pans by what it moved", "[charts]") {
    Chart chart("chart", "Chart");
    chart.resize(500, 400);
    chart.set_panel(curve(0, 5));
    chart.zoom_about(chart.plot().center(), 2, 2);
    const double left = chart.x_axis().minimum, width = chart.x_axis().maximum - left;
    CHECK(width == Approx(50));
    const QRectF plot = chart.plot();
    const QPoint from = plot.center().toPoint(), to = from + QPoint(40, 0);
    QTest::mousePress(&chart, Qt::LeftButton, {}, from);
    QTest::mouseMove(&chart, to);
    QMouseEvent move(QEvent::MouseMove, to, chart.mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(&chart, &move);
    QTest::mouseRelease(&chart, Qt::LeftButton, {}, to);
    CHECK(chart.x_axis().minimum == Approx(left - 40 / plot.width() * width).margin(0.02));
}

TEST_CASE("a click says its values", "[charts]") {
    Chart chart("chart", "Chart");
    chart.resize(500, 400);
    chart.set_panel(curve(0, 5));
    QSignalSpy picked(&chart, &Chart::picked);
    const QPoint at = chart.plot().center().toPoint();
    QTest::mouseClick(&chart, Qt::LeftButton, {}, at);
    REQUIRE(picked.size() == 1);
    CHECK(picked[0][0].toDouble() == Approx(50).margin(0.5));
    CHECK(picked[0][1].toDouble() == Approx(2.5).margin(0.05));
}

TEST_CASE("a curve is where its values are, and breaks where there are none", "[charts]") {
    Chart chart("chart", "Chart");
    chart.resize(500, 400);
    auto panel = curve(2.5, 2.5);
    panel.y.minimum = 0;
    panel.y.maximum = 5;
    auto& line = std::get<figure::LinePlot>(panel.content).lines[0];
    line.name.clear();
    for (int k = 40; k < 60; ++k)
        line.y[std::size_t(k)] = std::numeric_limits<double>::quiet_NaN();
    chart.set_panel(panel);
    const QImage image = chart.grab().toImage();
    const QRectF plot = chart.plot();
    const QColor red(0xEE, 0x66, 0x77); // the second colour of the qualitative palette
    const auto band = [&](double from, double to) {
        return QRectF(plot.left() + from * plot.width(), plot.center().y() - 3, (to - from) * plot.width(), 6);
    };
    CHECK(share_of(image, band(0.05, 0.35), red) > 0.1);
    CHECK(share_of(image, band(0.65, 0.95), red) > 0.1);
    CHECK(share_of(image, band(0.42, 0.57), red) == 0);
}

TEST_CASE("charts stand any numbers", "[charts]") {
    const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
    Chart chart("chart", "Chart");
    chart.resize(400, 300);
    CHECK_FALSE(chart.grab().isNull());
    for (const auto& y : {std::vector<double>{}, std::vector<double>{1}, std::vector<double>{nan, nan},
                          std::vector<double>{inf, -inf, 1e300, -1e300}, std::vector<double>{0, 0, 0}})
        for (const auto scale : {figure::Scale::linear, figure::Scale::log, figure::Scale::symlog}) {
            auto panel = curve(0.1, 10, scale);
            auto& line = std::get<figure::LinePlot>(panel.content).lines[0];
            line.y = y;
            line.x.resize(y.size());
            chart.set_panel(panel);
            turn_wheel(chart, chart.plot().center(), 5);
            turn_wheel(chart, chart.plot().center(), -9);
            CHECK_FALSE(chart.grab().isNull());
        }
    for (int k = 0; k < 200; ++k)
        chart.zoom_about(chart.plot().center(), 10, 10);
    CHECK(std::isfinite(chart.x_axis().minimum));
    CHECK(chart.x_axis().maximum > chart.x_axis().minimum);
    chart.resize(20, 10);
    CHECK_FALSE(chart.grab().isNull());
}

TEST_CASE("the cross-hair stays in the causal half", "[panels]") {
    Selection selection;
    selection.set_map(100, true);
    QSignalSpy moved(&selection, &Selection::cursorMoved);
    selection.move_to(50, 70);
    CHECK(selection.cursor() == Cursor{50, 50});
    selection.move_to(500, -3);
    CHECK(selection.cursor() == Cursor{99, 0});
    selection.set_map(10, true);
    CHECK(selection.cursor() == Cursor{9, 0});
    CHECK(moved.size() == 3);
    selection.move_to(9, 0);
    CHECK(moved.size() == 3);
}

TEST_CASE("the impulse panel tells the half-life and takes a lag as a row", "[panels]") {
    Selection selection;
    selection.set_map(64, true);
    ImpulsePanel panel(selection);
    panel.resize(420, 320);
    panel.grab(); // lays out
    auto response = decaying(61, 0.5);
    response->half_life = 1;
    panel.show_response(response);
    CHECK(panel.findChild<QLabel*>("impulse/halfLife")->text().contains("1"));
    CHECK(panel.findChild<QLabel*>("impulse/halfLife")->text() == "half-life of token 3: 1");
    CHECK(panel.panel().y.scale == figure::Scale::log);
    auto* scale = panel.findChild<QComboBox*>("impulse/scale");
    CHECK(scale->currentText() == "auto");
    scale->setFocus();
    QTest::keyClick(scale, Qt::Key_Down);
    CHECK(scale->currentText() == "linear");
    CHECK(panel.panel().y.scale == figure::Scale::linear);
    QTest::keyClick(scale, Qt::Key_Down);
    CHECK(panel.panel().y.scale == figure::Scale::log);
    auto unending = decaying(61, 1.0);
    panel.show_response(unending);
    CHECK(panel.findChild<QLabel*>("impulse/halfLife")->text().contains("> 60")); // the last lag
    auto& chart = panel.chart();
    const QRectF plot = chart.plot();
    QTest::mouseClick(&chart, Qt::LeftButton, {}, plot.center().toPoint());
    CHECK(selection.cursor() == Cursor{33, 3}); // lag 30 of token 3
    panel.show_response(nullptr);
    auto one = decaying(1, 1.0);
    panel.show_response(one);
    auto empty = std::make_shared<ImpulseResponse>();
    panel.show_response(empty);
    CHECK_FALSE(panel.grab().isNull());
}

TEST_CASE("the response of the last token is one point that can be seen", "[panels]") {
    Selection selection;
    selection.set_map(4, true);
    ImpulsePanel panel(selection);
    panel.resize(420, 320);
    panel.grab();
    panel.show_response(decaying(1, 0.5));
    const auto& chart = panel.chart();
    CHECK(chart.x_axis().minimum == -0.5);
    CHECK(chart.x_axis().maximum == 0.5);
    CHECK(chart.y_axis().minimum == 0);
    CHECK(panel.panel().note.contains("the last: lag 0 alone"));
    CHECK(panel.findChild<QLabel*>("impulse/halfLife")->text().endsWith(QStringLiteral("–")));
    const QImage seen = panel.grab().toImage();
    const QPoint corner = panel.chart().mapTo(&panel, QPoint());
    const QRectF plot = chart.plot();
    const double ratio = seen.devicePixelRatio();
    const double height = 1 / (chart.y_axis().maximum - chart.y_axis().minimum);
    const QPointF at = (QPointF(corner) + QPointF(plot.center().x(), plot.bottom() - height * plot.height())) * ratio;
    const QColor colour(seen.pixel(at.toPoint())),
        background(seen.pixel(QPointF(at + QPointF(20, 20) * ratio).toPoint()));
    CHECK(colour.blue() > colour.red() + 40); // the line's
    CHECK(background.lightness() > 220);
}

TEST_CASE("where it is narrow the half-life keeps its number", "[panels]") {
    Selection selection;
    selection.set_map(64, true);
    ImpulsePanel panel(selection);
    auto response = decaying(61, 0.5);
    response->half_life = 12.5;
    panel.show_response(response);
    auto* label = panel.findChild<ElidedLabel*>("impulse/halfLife");
    panel.resize(520, 320);
    panel.grab();
    CHECK(label->shown() == "half-life of token 3: 12.5");
    label->resize(label->fontMetrics().horizontalAdvance("half-life of token 3"), label->height());
    CHECK(label->shown() == "half-life 12.5");
}

TEST_CASE("a low panel leaves its room to the plane", "[panels]") {
    Selection selection;
    selection.set_map(90, true);
    SpectrumPanel panel(selection);
    selection.move_to(50, 3);
    auto spectrum = turning(90);
    panel.show_spectrum(spectrum);
    panel.resize(panel.minimumSizeHint());
    panel.grab();
    CHECK(panel.chart().plot().width() >= 100); // pixels
    CHECK(panel.chart().plot().width() == Approx(panel.chart().plot().height()));
    CHECK(panel.chart().accessibleDescription().isEmpty()); // what the slider says is not said again
    auto sampled = std::make_shared<Spectrum>(*spectrum);   // and nobody to solve the token under the cross-hair
    sampled->positions = {10, 80};
    sampled->eigenvalues = spectrum->eigenvalues.topRows(2).eval();
    sampled->sampled = true;
    panel.show_spectrum(sampled);
    CHECK(panel.chart().accessibleDescription().simplified().contains("marked: token i = "));
}

TEST_CASE("the spectrum's slider and the cross-hair are one", "[panels]") {
    Selection selection;
    selection.set_map(64, true);
    SpectrumPanel panel(selection);
    panel.resize(420, 420);
    panel.grab();
    panel.show_spectrum(turning(64));
    auto* slider = panel.findChild<QSlider*>("spectrum/position");
    slider->setValue(20);
    CHECK(selection.cursor().i == 20);
    selection.move_to(31, 0);
    CHECK(slider->value() == 31);
    const auto now = std::get<figure::PlanePlot>(panel.panel().content);
    REQUIRE(now.now_x.size() == 2);
    CHECK(now.now_x[0] == Approx(0.8 * std::cos(3.1)));
    CHECK(panel.findChild<QLabel*>("spectrum/how")->text() == "closed form");
    SECTION("the marked eigenvalue is drawn where it belongs") {
        selection.move_to(0, 0);
        auto one = std::make_shared<Spectrum>();
        one->eigenvalues = ComplexMatrix::Constant(1, 1, Complex(0.5, 0.5));
        one->positions = {1};
        one->constant = true;
        panel.show_spectrum(one);
        auto& chart = panel.chart();
        const QImage image = chart.grab().toImage();
        const QRectF plot = chart.plot();
        const auto place = [&](double re, double im) {
            return QPointF(plot.left() + (re - chart.x_axis().minimum) /
                                             (chart.x_axis().maximum - chart.x_axis().minimum) * plot.width(),
                           plot.bottom() - (im - chart.y_axis().minimum) /
                                               (chart.y_axis().maximum - chart.y_axis().minimum) * plot.height());
        };
        const QColor red(0xEE, 0x66, 0x77);
        const QPointF there = place(0.5, 0.5), elsewhere = place(0.5, -0.5);
        CHECK(share_of(image, {there.x() - 2, there.y() - 2, 4, 4}, red) > 0.8);
        CHECK(share_of(image, {elsewhere.x() - 2, elsewhere.y() - 2, 4, 4}, red) == 0);
    }
    panel.show_spectrum(std::make_shared<Spectrum>());
    selection.set_map(1, true);
    CHECK_FALSE(panel.grab().isNull());
}

TEST_CASE("a cloud of many points is drawn once, darker where more of them meet", "[panels]") {
    auto points = std::make_shared<ComplexMatrix>(ComplexMatrix::Constant(1000, 20, Complex(0.5, 0.5)));
    points->row(0).setConstant(Complex(-0.5, -0.5));
    points->bottomRows(1).setConstant(Complex(std::numeric_limits<double>::quiet_NaN(), 0));
    figure::Frame frame{{0, 0, 200, 100}, {}, {}};
    frame.x = {figure::Scale::linear, -1, 1};
    frame.y = {figure::Scale::linear, -1, 1};
    CloudImage cloud;
    cloud.draw(points, frame, Qt::blue, 2);
    const QImage& image = cloud.image();
    CHECK(image.size() == QSize(400, 200));
    CHECK(image.pixelColor(300, 50).alpha() > image.pixelColor(100, 150).alpha());
    CHECK(image.pixelColor(100, 150).alpha() > 64);
    CHECK(image.pixelColor(100, 50).alpha() == 0);
    const auto drawn = image.cacheKey();
    cloud.draw(points, frame, Qt::blue, 2);
    CHECK(cloud.image().cacheKey() == drawn);
    frame.x.maximum = 2; // a zoom
    cloud.draw(points, frame, Qt::blue, 2);
    CHECK(cloud.image().cacheKey() != drawn);
    CHECK(cloud.image().pixelColor(200, 50).alpha() > 64);
    cloud.draw(nullptr, frame, Qt::blue, 2);
    CHECK(cloud.image().isNull());
}

TEST_CASE("a token that was not sampled is solved when the cross-hair comes to it", "[panels]") {
    Selection selection;
    selection.set_map(64, true);
    SpectrumPanel panel(selection);
    auto few = std::make_shared<Spectrum>(*turning(64));
    few->sampled = true;
    few->positions = {1, 63};
    few->tokens = 63;
    few->eigenvalues = few->eigenvalues.topRows(2).eval();
    panel.show_spectrum(few, [](Index i) { return ComplexVector(ComplexVector::Constant(2, double(i))); });
    selection.move_to(31, 0);
    CHECK(std::get<figure::PlanePlot>(panel.panel().content).now_x == std::vector<double>{31, 31});
    CHECK(panel.panel().note.contains("i\u00a0=\u00a031"));
    panel.show_spectrum(few);
    CHECK(panel.panel().note.contains("i\u00a0=\u00a01"));
    CHECK(panel.findChild<QLabel*>("spectrum/how")->text() == QString("closed form · 2 of 63 tokens"));
}

TEST_CASE("margins carry the verdicts of PRINCIPLES 3.4", "[panels]") {
    Stability s;
    s.norm_margin = -0.5;
    s.lyapunov = 0.005;
    s.transient_gain = 20;
    s.eigenvalue_margin = 0.1;
    const auto margins = margins_of(s);
    const auto verdict = [&](const QString& id) {
        for (const auto& margin : margins)
            if (margin.id == id)
                return margin.verdict;
        FAIL(id.toStdString());
        return Verdict::informative;
    };
    CHECK(verdict("norm") == norm_verdict(-0.5));
    CHECK(verdict("lyapunov") == Verdict::warning);
    CHECK(verdict("transient") == Verdict::bad);
    CHECK(verdict("eigenvalue") == Verdict::informative); // A changes: eigenvalues do not decide
    for (const auto& margin : margins)
        CHECK_FALSE(margin.help.isEmpty());
}

TEST_CASE("the stability panel stands empty and infinite results", "[panels]") {
    Selection selection;
    selection.set_map(8, true);
    StabilityPanel panel(selection);
    panel.resize(420, 420);
    auto s = std::make_shared<Stability>();
    panel.show_stability(s);
    CHECK_FALSE(panel.grab().isNull());
    auto full = std::make_shared<Stability>();
    for (Index i = 1; i < 8; ++i)
        full->positions.push_back(i);
    full->radius_positions = full->product_positions = full->positions;
    full->norm = Vector::Constant(7, 0.9);
    full->spectral_radius = full->norm;
    full->log_product_norm = Vector::LinSpaced(7, -0.1, -0.7);
    full->lyapunov = -std::numeric_limits<double>::infinity();
    panel.show_stability(full);
    CHECK(panel.findChild<QLabel*>("stability/lyapunov")->text() == QString("-∞"));
    CHECK_FALSE(panel.grab().isNull());
    SECTION("growth rates of all directions are a curve of their own, without the cross-hair") {
        auto* curve = panel.findChild<QComboBox*>("stability/curve");
        const auto references = [&] { return std::get<figure::LinePlot>(panel.panel().content).references.size(); };
        curve->setCurrentIndex(2);
        CHECK(panel.panel().note == QString("not computed for these steps"));
        full->exponents = Vector::LinSpaced(5, 0, -1);
        full->unresolved = 3;
        panel.show_stability(std::make_shared<Stability>(*full));
        CHECK(std::get<figure::LinePlot>(panel.panel().content).lines[0].y.back() == -1);
        CHECK(panel.panel().note.startsWith("3 more"));
        CHECK(references() == 1);
        auto moving = std::make_shared<Stability>(*full);
        moving->lyapunov = 0.5;
        moving->exponents = {};
        const QImage drawn = panel.chart().grab().toImage();
        panel.show_stability(moving, true);
        CHECK(panel.findChild<QLabel*>("stability/lyapunov")->text() == QString("0.5"));
        CHECK(panel.chart().grab().toImage() == drawn);
        QSignalSpy moved(&selection, &Selection::cursorMoved);
        Q_EMIT panel.chart().picked(3, 0);
        CHECK(moved.isEmpty());
        curve->setCurrentIndex(0);
        Q_EMIT panel.chart().picked(3, 0);
        CHECK(moved.size() == 1);
    }
}

TEST_CASE("the read-out copies all digits", "[panels]") {
    ReadoutPanel panel;
    Reading reading;
    reading.cell = {.i = 7, .j = 2, .score = std::numeric_limits<double>::quiet_NaN(), .alpha = -1.0 / 3};
    panel.show_reading(reading);
    CHECK(panel.findChild<QLabel*>("readout/lag")->text() == "5");
    CHECK(panel.findChild<QLabel*>("readout/alpha")->text() == "-0.33333");
    CHECK(panel.findChild<QLabel*>("readout/score")->text() == "not a number");
    CHECK(panel.findChild<QLabel*>("readout/sum")->text() == QString("–"));
    CHECK(panel.as_text().contains("-0.33333333333333331"));
}

TEST_CASE("a number of the read-out is copied with all its digits and a minus that programs read", "[panels]") {
    ReadoutPanel panel;
    Reading reading;
    reading.cell.alpha = -1.0 / 3;
    panel.show_reading(reading);
    panel.resize(900, 120);
    panel.show();
    REQUIRE(QTest::qWaitForWindowExposed(&panel));
    auto* alpha = panel.findChild<QLabel*>("readout/alpha");
    QTest::mouseDClick(alpha, Qt::LeftButton, {}, QPoint(alpha->width() - 4, alpha->height() / 2));
    CHECK(alpha->selectedText() == "-0.33333");
    QGuiApplication::clipboard()->clear();
    alpha->setFocus();
    QTest::keyClick(alpha, Qt::Key_C, Qt::ControlModifier);
    CHECK(QGuiApplication::clipboard()->text().toDouble() == -1.0 / 3);
    CHECK(panel.as_text().contains("coeff. α\t-0.33333333333333331\n"));
}

TEST_CASE("the plane's modes are listed beside it", "[panels]") {
    Selection selection;
    selection.set_map(64, true);
    SpectrumPanel panel(selection);
    panel.resize(520, 320);
    auto one = std::make_shared<Spectrum>();
    one->eigenvalues = ComplexMatrix::Constant(1, 1, Complex(0.5, 0.5));
    one->positions = {1};
    one->constant = true;
    panel.show_spectrum(one);
    panel.show();
    REQUIRE(QTest::qWaitForWindowExposed(&panel));
    auto* modes = panel.findChild<QWidget*>("spectrum/modes");
    const int free = panel.width() - panel.chart().width();
    CHECK(free > 100); // the plane is square, and the rest is used
    CHECK(modes->width() == free);
    const QImage image = modes->grab().toImage();
    int ink = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            ink += image.pixelColor(x, y) != image.pixelColor(0, 0);
    CHECK(ink > 100);
}
