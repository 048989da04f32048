#include "tests/support/catch.hpp"

#include "ui/figure/polyline.hpp"

#include <cmath>

using namespace alphascope::figure;

static const QRectF unit_square(0, 0, 1, 1);

TEST_CASE("curves are cut exactly at the border", "[figure][polyline]") {
    const auto pieces = clipped_polylines({{-1, 0.5}, {0.5, 0.5}, {0.5, 3}}, unit_square, 1e-3);
    REQUIRE(pieces.size() == 1);
    CHECK(pieces[0] == QPolygonF({{0, 0.5}, {0.5, 0.5}, {0.5, 1}}));
}

TEST_CASE("a curve that leaves and returns becomes two pieces", "[figure][polyline]") {
    const auto pieces = clipped_polylines({{0.1, 0.5}, {0.3, 5}, {0.5, 0.5}}, unit_square, 1e-3);
    REQUIRE(pieces.size() == 2);
    CHECK(pieces[0].back().y() == 1);
    CHECK(pieces[1].front().y() == 1);
}

TEST_CASE("numbers that are not finite break a curve, huge ones stay inside", "[figure][polyline]") {
    const double nan = std::nan("");
    CHECK(clipped_polylines({{0, 0}, {0.2, 0.2}, {0.4, nan}, {0.6, 0.2}, {0.8, 0}}, unit_square, 1e-3).size() == 2);
    for (const auto& piece : clipped_polylines({{0.5, 0.5}, {0.6, 1e300}, {0.7, -1e300}}, unit_square, 1e-3))
        for (const QPointF p : piece)
            CHECK(unit_square.adjusted(-1e-9, -1e-9, 1e-9, 1e-9).contains(p));
    CHECK(clipped_polylines({}, unit_square, 1e-3).empty());
    CHECK(clipped_polylines({{2, 2}, {3, 3}}, unit_square, 1e-3).empty());
}

TEST_CASE("thinning keeps the extremes of each column", "[figure][polyline]") {
    std::vector<QPointF> points;
    for (int k = 0; k < 10000; ++k)
        points.emplace_back(k / 10000.0, 0.5);
    points[5003].setY(0.9);
    points[5007].setY(0.1);
    const auto pieces = clipped_polylines(points, unit_square, 0.01);
    REQUIRE(pieces.size() == 1);
    CHECK(pieces[0].size() <= 400);
    double low = 1, high = 0;
    for (const QPointF p : pieces[0]) {
        low = std::min(low, p.y());
        high = std::max(high, p.y());
    }
    CHECK(low == 0.1);
    CHECK(high == 0.9);
}
