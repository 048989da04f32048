#include "core/analysis/half_life.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

using namespace alphascope;

namespace {
Vector decay(double a, Index lags) {
    Vector gain(lags);
    double g = 1;
    for (Index k = 0; k < lags; ++k, g *= a)
        gain[k] = g;
    return gain;
}
} // namespace

TEST_CASE("half-lives of scalar decays, PRINCIPLES 3.2 and 5", "[analysis]") {
    struct Row {
        double a, tokens, margin;
    };
    const Row row = GENERATE(Row{0.5, 1, 1e-12}, Row{0.9, 6.6, 0.05}, Row{0.95, 13.5, 0.05}, Row{0.99, 69, 0.5},
                             Row{0.999, 693, 0.5}, Row{1 - std::ldexp(1, -8), 177.10, 0.005},
                             Row{1 - std::ldexp(1, -11), 1419.2, 0.05});
    CHECK(half_life(decay(row.a, 1500)).value() == Approx(row.tokens).margin(row.margin));
    CHECK(half_life_of_mode(row.a).value() == Approx(row.tokens).margin(row.margin));
}

TEST_CASE("what never fades has no half-life", "[analysis]") {
    CHECK(half_life_of_mode(1 - std::ldexp(1, -24)).value() == Approx(1.16291e7).epsilon(1e-5));
    CHECK_FALSE(half_life_of_mode(1).has_value());
    CHECK(half_life_of_mode(0).value() == 0);
    CHECK_FALSE(half_life(decay(1, 100)).has_value());
    CHECK_FALSE(half_life(decay(0.99, 60)).has_value()); // 69 tokens are longer than 60
    CHECK_FALSE(half_life(Vector::Ones(1)).has_value());
}

TEST_CASE("a response that dips and comes back is alive until it stays below one half", "[analysis]") {
    Vector gain(7);
    gain << 1, 0.4, 0.3, 2, 0.8, 0.2, 0.1;
    // Last above at lag 4; between 4 and 5 the log falls from ln 0.8 to ln 0.2: half way at ln 0.4, so ½ is at 4.339.
    CHECK(half_life(gain).value() == Approx(4 + std::log(1.6) / std::log(4.0)));
    gain[5] = gain[6] = 0; // erased at lag 5
    CHECK(half_life(gain).value() == 5);
    gain[6] = 0.6;
    CHECK_FALSE(half_life(gain).has_value());
}
