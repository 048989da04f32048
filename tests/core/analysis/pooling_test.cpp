#include "core/analysis/pixel_grid.hpp"
#include "core/analysis/pooling.hpp"
#include "core/base/random.hpp"
#include "core/engine/example_systems.hpp"
#include "tests/core/analysis/given_map.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

using namespace alphascope;

namespace {

Matrix random_map(Index length) {
    const RandomStream stream(11, "pooling");
    Matrix alpha = Matrix::Zero(length, length);
    for (Index i = 0; i < length; ++i)
        for (Index j = 0; j <= i; ++j)
            alpha(i, j) = stream.normal(static_cast<std::uint64_t>(i * length + j));
    return alpha;
}

// The definition, pixel by pixel over the cells the grid gives it.
float pooled(const Matrix& alpha, Range rows, Range cols, Pooling pooling) {
    double sum = 0, largest = 0;
    Index count = 0;
    for (Index i = rows.begin; i < rows.end; ++i)
        for (Index j = cols.begin; j < cols.end && j <= i; ++j) {
            sum += alpha(i, j);
            largest = std::abs(alpha(i, j)) > std::abs(largest) ? alpha(i, j) : largest;
            ++count;
        }
    if (count == 0)
        return std::numeric_limits<float>::quiet_NaN();
    return static_cast<float>(pooling == Pooling::mean ? sum / static_cast<double>(count) : largest);
}

} // namespace

TEST_CASE("pixels part the cells when there are more cells, and repeat them when there are fewer", "[analysis]") {
    const Index cells = GENERATE(1, 7, 64, 100, 1000);
    const int pixels = GENERATE(1, 3, 64, 97);
    const PixelGrid grid({5, 5 + cells}, pixels);
    Index next = 5;
    for (int p = 0; p < pixels; ++p) {
        const Range own = grid.cells_of(p);
        REQUIRE((own.size() >= 1 && own.begin >= 5 && own.end <= 5 + cells));
        if (cells >= pixels) {
            REQUIRE(own.begin == next);
            next = own.end;
        } else {
            REQUIRE(own.size() == 1);
        }
    }
    if (cells >= pixels)
        CHECK(next == 5 + cells);
}

TEST_CASE("causal cells of a rectangle are counted in closed form", "[analysis]") {
    const Range rows = GENERATE(Range{0, 1}, Range{3, 9}, Range{0, 12}),
                cols = GENERATE(Range{0, 3}, Range{5, 6}, Range{2, 12});
    Index count = 0;
    for (Index i = rows.begin; i < rows.end; ++i)
        for (Index j = cols.begin; j < cols.end; ++j)
            count += j <= i;
    CHECK(causal_cells(rows, cols) == count);
}

TEST_CASE("a view pools exactly the causal cells of each pixel", "[analysis]") {
    const Matrix alpha = random_map(60);
    const given::Map prepared(alpha);
    const Pooling pooling = GENERATE(Pooling::max_abs, Pooling::mean);
    const auto [width, height] = GENERATE(std::pair{60, 60}, std::pair{13, 17}, std::pair{100, 20}, std::pair{7, 150});
    const Range rows = GENERATE(Range{0, 60}, Range{10, 41}), cols = GENERATE(Range{0, 60}, Range{25, 52});
    const auto view = map_view(prepared, rows, cols, width, height, TileKind::alpha, pooling);
    REQUIRE(view.has_value());
    const PixelGrid y_grid(rows, height), x_grid(cols, width);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const float expected = pooled(alpha, y_grid.cells_of(y), x_grid.cells_of(x), pooling);
            const auto at = static_cast<std::size_t>(y * width + x);
            REQUIRE(view->outside[at] == (std::isnan(expected) ? 1 : 0));
            if (!std::isnan(expected))
                REQUIRE(view->pixels[at] == Approx(expected).margin(1e-6));
        }

    const auto tile = compute_tile(prepared, rows, cols, TileKind::alpha);
    REQUIRE(tile.has_value());
    const MapView pooled_tile = pool(*tile, rows, cols, width, height, pooling);
    CHECK(pooled_tile.outside == view->outside);
    for (std::size_t k = 0; k < view->pixels.size(); ++k)
        if (!view->outside[k])
            REQUIRE(pooled_tile.pixels[k] == view->pixels[k]);
}

TEST_CASE("one spike among many cells keeps its value and sign", "[analysis]") {
    Matrix alpha = Matrix::Constant(500, 500, 1e-3);
    alpha(371, 123) = -5;
    const auto view = map_view(given::Map(alpha), {0, 500}, {0, 500}, 9, 9, TileKind::alpha, Pooling::max_abs);
    REQUIRE(view.has_value());
    CHECK(view->minimum == -5);
    CHECK(view->maximum == Approx(1e-3));
    CHECK(view->smallest_positive == Approx(1e-3));
    CHECK(view->cells_per_pixel == Approx(500.0 / 9));
}

TEST_CASE("cells that are not finite are counted once and never hidden by pooling", "[analysis]") {
    Matrix alpha = random_map(40);
    alpha(30, 10) = std::numeric_limits<double>::infinity();
    alpha(31, 10) = std::numeric_limits<double>::quiet_NaN();
    const given::Map prepared(alpha);
    const int size = GENERATE(10, 40, 100);
    const auto view = map_view(prepared, {0, 40}, {0, 40}, size, size, TileKind::alpha, Pooling::max_abs);
    REQUIRE(view.has_value());
    CHECK(view->non_finite == 2);
    const auto at = static_cast<std::size_t>((31 * size / 40) * size + 10 * size / 40);
    CHECK_FALSE(std::isfinite(view->pixels[at]));
    CHECK(view->outside[at] == 0);
    CHECK(std::isfinite(view->maximum));

    const auto tile = compute_tile(prepared, {20, 40}, {5, 40}, TileKind::alpha);
    REQUIRE(tile.has_value());
    CHECK(first_non_finite(*tile).i == 30);
    CHECK(first_non_finite(*tile).j == 10);
}

TEST_CASE("a stopped view is an error, not half a picture", "[analysis]") {
    std::stop_source stop;
    stop.request_stop();
    RunContext run;
    run.stop = stop.get_token();
    const auto view = map_view(given::Map(random_map(20)), {0, 20}, {0, 20}, 5, 5, TileKind::alpha, Pooling::mean, run);
    REQUIRE_FALSE(view.has_value());
    CHECK(view.error().code == ErrorCode::cancelled);
}

TEST_CASE("a view of too many cells is sampled, says so, and its samples are exact", "[analysis][pooling]") {
    const Index length = 1024;
    for (const std::string kind : {"delta", "softmax", "diagonal"}) {
        CAPTURE(kind);
        const auto prepared =
            make_cpu_engine()->prepare(std::make_shared<const System>(example_system(kind, length, 8)), {}).value();
        const Range all{0, length};
        for (const Pooling pooling : {Pooling::max_abs, Pooling::mean}) {
            const auto view = map_view(*prepared, all, all, 8, 8, TileKind::alpha, pooling, {}, 1000).value();
            CHECK(view.sampled == 32);
            CHECK(view.cells_per_pixel == 128);
            for (Index y = 0; y < 8; ++y)
                for (Index x = 0; x < 8; ++x) {
                    const auto pixel = static_cast<std::size_t>(8 * y + x);
                    const Range rows{128 * y + 96, 128 * y + 128}, cols{128 * x + 96, 128 * x + 128};
                    CHECK(view.outside[pixel] == (x > y));
                    if (x > y)
                        continue;
                    const auto exact = map_view(*prepared, rows, cols, 1, 1, TileKind::alpha, pooling).value();
                    CHECK(exact.sampled == 0);
                    CHECK(view.pixels[pixel] == Approx(exact.pixels[0]).epsilon(1e-6));
                }
        }
        CHECK(map_view(*prepared, all, all, 8, 8, TileKind::alpha, Pooling::mean).value().sampled == 0);
        CHECK(map_view(*prepared, all, all, 32, 32, TileKind::alpha, Pooling::mean, {}, 1000).value().sampled == 0);
    }
}
