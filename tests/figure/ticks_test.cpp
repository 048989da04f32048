#include "tests/support/catch.hpp"

#include "ui/figure/math_text.hpp"
#include "ui/figure/ticks.hpp"

using namespace alphascope;
using namespace alphascope::figure;

namespace {

const QString minus(QChar(0x2212));

double eight_points_each(const QString& label) {
    return 4.0 * static_cast<double>(label.size()) + 4;
}

QStringList labels(const Ticks& ticks) {
    QStringList texts;
    for (const auto& tick : ticks.major)
        texts << tick.label;
    return texts;
}

Ticks ticks_of(Scale scale, double low, double high, double length, bool integers = false, double threshold = 1e-6) {
    return make_ticks({scale, low, high, threshold}, integers, length, eight_points_each);
}

} // namespace

TEST_CASE("linear axes step by 1, 2 or 5", "[figure][ticks]") {
    CHECK(labels(ticks_of(Scale::linear, 0, 1, 150)) == QStringList{"0.0", "0.2", "0.4", "0.6", "0.8", "1.0"});
    CHECK(labels(ticks_of(Scale::linear, -1, 1, 150)) ==
          QStringList{minus + "1.0", minus + "0.5", "0.0", "0.5", "1.0"});
    CHECK(labels(ticks_of(Scale::linear, 3, 47, 120)) == QStringList{"10", "20", "30", "40"});
}

TEST_CASE("a low axis has two numbers where they fit", "[figure][ticks]") {
    const auto up = [](const QString&) { return 11.6; }; // labels above each other
    const auto ticks = make_ticks({Scale::linear, -0.7, 0.95, 1e-6}, false, 50, up);
    CHECK(labels(ticks) == QStringList{minus + "0.5", "0.0", "0.5"});
    CHECK(labels(make_ticks({Scale::linear, 0.4, 1.1, 1e-6}, false, 30, up)).size() >= 2);
    CHECK(labels(make_ticks({Scale::linear, 0.2, 1.9, 1e-6}, true, 50, up)) == QStringList{"1"}); // tokens are whole
}

TEST_CASE("token axes never step by less than a token", "[figure][ticks]") {
    CHECK(labels(ticks_of(Scale::linear, -0.5, 2.5, 300, true)) == QStringList{"0", "1", "2"});
    CHECK(ticks_of(Scale::linear, -0.5, 2.5, 300, true).minor.empty());
    CHECK(labels(ticks_of(Scale::linear, -0.5, 511.5, 150, true)) ==
          QStringList{"0", "100", "200", "300", "400", "500"});
}

TEST_CASE("very small and large linear ranges share one power of ten", "[figure][ticks]") {
    const Ticks small = ticks_of(Scale::linear, 0, 3e-5, 90);
    CHECK(small.exponent == -5);
    CHECK(labels(small) == QStringList{"0", "1", "2", "3"});
    CHECK(small.major[3].value == Approx(3e-5));
    CHECK(ticks_of(Scale::linear, 0, 2e6, 90).exponent == 6);
}

TEST_CASE("log axes mark decades, and 1, 2, 5 inside fewer than two", "[figure][ticks]") {
    CHECK(labels(ticks_of(Scale::log, 1e-3, 10, 200)) ==
          QStringList{"10^{" + minus + "3}", "10^{" + minus + "2}", "10^{" + minus + "1}", "10^{0}", "10^{1}"});
    CHECK(labels(ticks_of(Scale::log, 0.1, 2, 200)) == QStringList{"0.1", "0.2", "0.5", "1", "2"});
    CHECK(ticks_of(Scale::log, 1e-3, 10, 200).minor.size() == 32); // 2..9 in four decades
}

TEST_CASE("symlog axes mark 0 and decades on both sides", "[figure][ticks]") {
    CHECK(labels(ticks_of(Scale::symlog, -1, 1, 400, false, 0.1)) ==
          QStringList{minus + "10^{0}", minus + "10^{" + minus + "1}", "0", "10^{" + minus + "1}", "10^{0}"});
}

TEST_CASE("labels never overlap and stay in the range", "[figure][ticks]") {
    const auto scale = GENERATE(Scale::linear, Scale::log, Scale::symlog);
    const double length = GENERATE(8.0, 25.0, 60.0, 150.0, 400.0);
    const double high = GENERATE(1.5e-7, 0.02, 1.0, 3.7, 12.0, 512.0, 4.1e9);
    const double ratio = GENERATE(1.001, 1.7, 30.0, 1e4, 1e12);
    const AxisMap map{scale, high / ratio, high, high * 1e-4};
    const Ticks ticks = make_ticks(map, false, length, eight_points_each);
    double end = -1e9;
    for (const auto& tick : ticks.major) {
        const double f = map.fraction(tick.value);
        CHECK(f >= -1e-6);
        CHECK(f <= 1 + 1e-6);
        if (tick.label.isEmpty())
            continue;
        const double half = 0.5 * eight_points_each(tick.label);
        CHECK(f * length - half >= end - 1e-6);
        end = f * length + half;
    }
}

TEST_CASE("an axis without extent has no ticks", "[figure][ticks]") {
    CHECK(ticks_of(Scale::linear, 1, 1, 100).major.empty());
    CHECK(ticks_of(Scale::linear, 0, std::numeric_limits<double>::infinity(), 100).major.empty());
    CHECK(ticks_of(Scale::log, 0, 1, 100).major.empty());
}

TEST_CASE("numbers are written shortly and with a true minus", "[figure][ticks]") {
    CHECK(number_text(-0.5, 1) == minus + "0.5");
    CHECK(number_text(-0.0, 1) == "0.0");
    CHECK(short_number(0.0314159) == "0.0314");
    CHECK(short_number(1) == "1");
    CHECK(short_number(4100) == "4100");
    CHECK(short_number(-2.1e-7) == minus + "2.1" + QChar(0x00D7) + "10^{" + minus + "7}");
    CHECK(short_number(1e-5) == "10^{" + minus + "5}");
    CHECK(short_number(std::numeric_limits<double>::infinity()) == QString(QChar(0x221E)));
}

TEST_CASE("variables are italic, words and digits upright, names keep their underscore", "[figure][math_text]") {
    const auto faces = [](const char* source) {
        QStringList parts;
        const MathText text(QString::fromUtf8(source), 8);
        for (const auto& run : text.runs())
            parts << (run.face == Face::italic ? "/" : "") + run.text;
        return parts;
    };
    CHECK(faces("lag ℓ (tokens)") == QStringList{QString::fromUtf8("lag ℓ (tokens)")});
    CHECK(faces("token i") == QStringList{"token ", "/i"});
    CHECK(faces("α_{ij}^2") == QStringList{QString::fromUtf8("/α"), "/ij", "2"});
    CHECK(faces("gated_delta_rule") == QStringList{"gated_delta_rule"});
    CHECK(faces("10^{−3}") == QStringList{"10", QString::fromUtf8("−3")});
    CHECK(faces("Φ") == QStringList{QString::fromUtf8("Φ")});
    CHECK(faces("{q}{h}") == QStringList{"/qh"});
}

TEST_CASE("sub- and superscript stand above each other", "[figure][math_text]") {
    const MathText text(QStringLiteral("x_a^b"), 10);
    const auto& runs = text.runs();
    REQUIRE(runs.size() == 3);
    CHECK(runs[1].x == runs[2].x);
    CHECK(runs[1].y == Approx(2.2));
    CHECK(runs[2].y == Approx(-4.0));
    CHECK(runs[1].points == Approx(7.0));
}

TEST_CASE("unbalanced braces and lonely marks do no harm", "[figure][math_text]") {
    for (const char* source : {"", "_", "^", "{", "}", "x_", "x^{", "x_{a}}", "_{", "x__y", "a^b^c", "{{{"})
        CHECK(MathText(QString::fromLatin1(source), 8).width() >= 0);
}

TEST_CASE("notes are wrapped at spaces and only in need inside an item", "[figure][math_text]") {
    const QString item = QStringLiteral("one") + QChar::Nbsp + "two";
    CHECK(wrapped(item + " " + item, 8, 45) == std::vector<QString>{item, item});
    CHECK(wrapped(item, 8, 20) == std::vector<QString>{"one", "two"});
    CHECK(wrapped({}, 8, 45).empty());
}
