#include "core/language/bounds.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

using namespace alphascope;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

Bounds bounds(const std::string& text) {
    static const std::map<std::string, Bounds> known{
        {"x", {-2, 3}}, {"p", {0, 1}}, {"g", {-inf, 0}}, {"far", {2, 4}}, {"z", {-1, 0, true}}};
    return bounds_of(*parse_expression(text), known);
}

} // namespace

TEST_CASE("bounds follow the arithmetic", "[language]") {
    struct Case {
        std::string text;
        double low, high;
    };
    const auto [text, low, high] = GENERATE(values<Case>({
        {"x + 1", -1, 4},
        {"x - x", -5, 5}, // the same name twice is two names here: too wide, never too narrow
        {"-x", -3, 2},
        {"2 * x - 1", -5, 5},
        {"x * x", -6, 9},
        {"x^2", 0, 9},
        {"far^2", 4, 16},
        {"far^(-1)", 0.25, 0.5},
        {"x^3", -inf, inf},
        {"2^(-5 - head)", 0, 1.0 / 32},
        {"1 / far", 0.25, 0.5},
        {"1 / p", 1, inf},
        {"p / x", -inf, inf},
        {"exp(g)", 0, 1},
        {"1 - p * sigmoid(unknown)", 0, 1},
        {"logsigmoid(unknown) / 16", -inf, 0},
        {"-softplus(unknown)", -inf, 0},
        {"log1p(-2^(-5 - head))", std::log1p(-1.0 / 32), 0},
        {"log(x)", -inf, std::log(3.0)},
        {"abs(x)", 0, 3},
        {"abs(-far)", 2, 4},
        {"min(x, 1)", -2, 1},
        {"max(unknown, 0)", 0, inf},
        {"clamp(unknown, -1, 5)", -1, 5},
        {"where(x > 0, far, p)", 0, 4},
        {"x > 1", 0, 1},
        {"shift(far)", 0, 4},
        {"concat(p, far)", 0, 4},
        {"rename(slice(far, 0, 2, state), state, from)", 2, 4},
        {"outer(x, far, state, from)", -8, 12},
        {"unit(unknown)", -1, 1},
        {"sin(unknown)", -1, 1},
        {"cumsum(p)", -inf, inf},
        {"re(far * z)", -4, 0},
        {"abs(z)", 0, inf},
        {"g - g", -inf, inf},
    }));
    CAPTURE(text);
    const Bounds b = bounds(text);
    CHECK(b.low == Approx(low));
    CHECK(b.high == Approx(high));
    CHECK_FALSE(b.complex);
}

TEST_CASE("bounds of a complex value are those of its real part", "[language]") {
    CHECK(bounds("complex(-exp(unknown), 7)") == Bounds{-inf, 0, true});
    CHECK(bounds("far * z") == Bounds{-4, 0, true});
    CHECK(bounds("z * z") == Bounds{-inf, inf, true});
}

TEST_CASE("what numbers come out stays within the bounds", "[language]") {
    // Every rule against values: x, p and far swept over their intervals.
    for (const std::string text :
         {"x * far", "x^2 - far", "far / (1 + p)", "exp(x) * p", "tanh(x) + relu(x)", "floor(far)", "elu(x)", "elu1(x)",
          "abs(x - far)", "far^p", "sqrt(far)", "expm1(x)", "log2(far)", "clamp(x, p, far)",
          "min(x, far) / max(p, far)", "sign(x) * far", "silu(x)"}) {
        const auto expression = *parse_expression(text);
        const Bounds b = bounds(text);
        for (int step = 0; step < 1000; ++step) {
            Environment environment;
            environment.values["x"] = Value::number(-2 + 5 * (step % 10) / 9.0);
            environment.values["p"] = Value::number(step / 10 % 10 / 9.0);
            environment.values["far"] = Value::number(2 + 2 * (step / 100) / 9.0);
            const double value = evaluate(expression, environment)->real[0];
            CAPTURE(text, value);
            REQUIRE(value >= b.low);
            REQUIRE(value <= b.high);
        }
    }
}
