#include "core/base/random.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;

TEST_CASE("a stream is a pure function of seed, label and index", "[base]") {
    CHECK(RandomStream(7, "q").bits(3) == RandomStream(7, "q").bits(3));
    CHECK(RandomStream(7, "q").bits(3) != RandomStream(8, "q").bits(3));
    CHECK(RandomStream(7, "q").bits(3) != RandomStream(7, "k").bits(3));
}

TEST_CASE("normal numbers have mean 0 and variance 1, uniform ones stay inside (0, 1)", "[base]") {
    const RandomStream stream(1, "moments");
    const int count = 100000;
    double sum = 0, squares = 0;
    for (int k = 0; k < count; ++k) {
        const double x = stream.normal(k), u = stream.uniform(k);
        sum += x;
        squares += x * x;
        REQUIRE((u > 0 && u < 1));
    }
    CHECK(std::abs(sum / count) < 4 / std::sqrt(count)); // four standard errors
    CHECK(std::abs(squares / count - 1) < 4 * std::sqrt(2.0 / count));
}
