#include "tests/support/catch.hpp"
#include "ui/figure/token_curve.hpp"

#include <algorithm>
#include <numeric>

using namespace alphascope;
using namespace alphascope::figure;

TEST_CASE("a curve over very many tokens keeps its spikes and its ends", "[figure]") {
    const Index count = GENERATE(5, 65536, 1000000);
    std::vector<Index> tokens(static_cast<std::size_t>(count));
    std::iota(tokens.begin(), tokens.end(), 1);
    Vector values = Vector::Zero(count);
    values[count / 3] = 7;
    values[count / 2] = -7;
    const Line line = token_curve({}, tokens, values, 0);
    REQUIRE(line.x.size() == line.y.size());
    CHECK(line.x.size() <= 65536);
    CHECK(line.x.front() == 1);
    CHECK(line.x.back() == static_cast<double>(count));
    CHECK(std::is_sorted(line.x.begin(), line.x.end(), std::less_equal<>()));
    const auto high = std::max_element(line.y.begin(), line.y.end()) - line.y.begin();
    const auto low = std::min_element(line.y.begin(), line.y.end()) - line.y.begin();
    CHECK(line.y[static_cast<std::size_t>(high)] == 7);
    CHECK(line.x[static_cast<std::size_t>(high)] == static_cast<double>(count / 3 + 1));
    CHECK(line.y[static_cast<std::size_t>(low)] == -7);
}
