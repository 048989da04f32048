#include "tests/support/catch.hpp"
#include "ui/figure/cloud.hpp"

#include <limits>

using namespace alphascope;
using namespace alphascope::figure;

TEST_CASE("a cloud keeps one point of each cell and counts the others, whatever lies outside", "[figure]") {
    Frame frame{{10, 20, 100, 50}, {}, {}};
    frame.x = {Scale::linear, -1, 1};
    frame.y = {Scale::linear, -1, 1};
    ComplexMatrix points(1, 8);
    const double nan = std::numeric_limits<double>::quiet_NaN(), far = std::numeric_limits<double>::infinity();
    points << Complex(0.005, 0.01), Complex(0.01, 0.02), Complex(-1, -1), Complex(1, 1), Complex(1.001, 0),
        Complex(nan, 0), Complex(0, far), Complex(0.009, 0.011);
    const auto cells = cloud_cells(points, frame, 1);
    REQUIRE(cells.size() == 3);
    CHECK(cells[0].at == frame.at(1, 1)); // from the top down
    CHECK(cells[1].at == frame.at(0.005, 0.01));
    CHECK(cells[1].count == 3);
    CHECK(cells[2].at == frame.at(-1, -1));
    CHECK(cells[2].count == 1);
    CHECK(cloud_cells(points, frame, 1000).size() == 1);
    frame.plot = {};
    CHECK(cloud_cells(points, frame, 1).empty());
}
