#include "core/analysis/preview.hpp"

#include "tests/core/analysis/given_map.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;

static MapView view_of(Range rows, Range cols, int pixels) {
    Matrix alpha(32, 32);
    for (Index i = 0; i < 32; ++i)
        for (Index j = 0; j < 32; ++j)
            alpha(i, j) = static_cast<double>(100 * i + j);
    return map_view(given::Map(alpha), rows, cols, pixels, pixels, TileKind::scores, Pooling::max_abs).value();
}

TEST_CASE("a preview of the same window is the view itself", "[analysis]") {
    const MapView view = view_of({0, 32}, {0, 32}, 32);
    const MapView same = preview(view, view.rows, view.cols);
    CHECK(same.outside == view.outside);
    for (std::size_t k = 0; k < view.pixels.size(); ++k)
        if (!view.outside[k])
            REQUIRE(same.pixels[k] == view.pixels[k]);
}

TEST_CASE("where cells are known, a preview shows what will be computed", "[analysis]") {
    const MapView all = view_of({0, 32}, {0, 32}, 32);
    const MapView moved = preview(all, {16, 32}, {8, 24}), computed = view_of({16, 32}, {8, 24}, 32);
    CHECK(moved.rows == computed.rows);
    CHECK(moved.cols == computed.cols);
    CHECK(moved.outside == computed.outside);
    for (std::size_t k = 0; k < moved.pixels.size(); ++k)
        if (!computed.outside[k])
            REQUIRE(moved.pixels[k] == computed.pixels[k]);
}

TEST_CASE("what the old view did not cover is outside", "[analysis]") {
    const MapView part = view_of({16, 24}, {0, 8}, 8);
    const MapView moved = preview(part, {20, 28}, {0, 8});
    for (int y = 0; y < 8; ++y)
        for (int x = 0; x < 8; ++x) {
            const auto k = static_cast<std::size_t>(8 * y + x);
            REQUIRE(moved.outside[k] == (y >= 4));
            if (y < 4)
                REQUIRE(moved.pixels[k] == 100.0F * static_cast<float>(20 + y) + static_cast<float>(x));
        }
}
