#include "core/analysis/estimated_scales.hpp"
#include "core/analysis/exact_view.hpp"
#include "core/analysis/pixel_grid.hpp"
#include "core/analysis/refinement.hpp"
#include "core/analysis/sampled_view.hpp"
#include "core/base/random.hpp"
#include "core/engine/example_systems.hpp"
#include "tests/core/analysis/given_map.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <set>

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

TEST_CASE("a pooled view carries single cells of the map as they are", "[analysis][pooling]") {
    const Index length = 300;
    MapTile tile;
    tile.rows = tile.cols = {0, length};
    for (Index i = 0; i < length; ++i)
        for (Index j = 0; j < length; ++j)
            tile.values.push_back(j <= i ? static_cast<float>(1 + i * length + j) : 0.0F);
    const MapView view = pool(tile, tile.rows, tile.cols, 40, 40, Pooling::max_abs);
    std::set<float> seen;
    Index above = 0;
    for (const float cell : view.cells)
        if (std::isnan(cell))
            ++above;
        else
            seen.insert(cell);
    CHECK(seen.size() > 4000); // about half of 96 × 96, all different
    CHECK(above < 5000);
    CHECK(*seen.begin() < 0.05F * *seen.rbegin());
    for (const float cell : seen)
        CHECK(static_cast<Index>(cell - 1) % length <= static_cast<Index>(cell - 1) / length); // causal ones
    CHECK(pool(tile, tile.rows, tile.cols, 300, 300, Pooling::max_abs).cells.empty());
}

TEST_CASE("the single cells of a pooled view meet the diagonal as seldom as the map does", "[analysis][pooling]") {
    const Index length = 2000;
    MapTile tile;
    tile.rows = tile.cols = {0, length};
    for (Index i = 0; i < length; ++i)
        for (Index j = 0; j < length; ++j)
            tile.values.push_back(static_cast<float>(i - j)); // the lag
    const MapView view = pool(tile, tile.rows, tile.cols, 100, 100, Pooling::max_abs);
    const auto with_lag = [&](float below) {
        return std::count_if(view.cells.begin(), view.cells.end(), [&](float lag) { return lag < below; });
    };
    const auto causal = std::count_if(view.cells.begin(), view.cells.end(), [](float lag) { return lag >= 0; });
    CHECK(with_lag(1) < 0.002 * static_cast<double>(causal)); // 0.1 % in the map
    const double near = static_cast<double>(with_lag(200)) / static_cast<double>(causal);
    CHECK(near == Approx(0.19).margin(0.015)); // as many as there are below lag 200
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

TEST_CASE("a view of too many cells is sampled, says so, and its samples are cells of the map", "[analysis][pooling]") {
    const Index length = 1024;
    const Range all{0, length};
    for (const std::string kind : {"delta", "softmax", "diagonal"}) {
        CAPTURE(kind);
        const auto prepared =
            make_cpu_engine()->prepare(std::make_shared<const System>(example_system(kind, length, 8)), {}).value();
        const MapTile whole = compute_tile(*prepared, all, all, TileKind::alpha).value();
        for (const Range rows : {all, Range{0, 500}, Range{333, 1000}}) {
            const auto view =
                map_view(*prepared, rows, all, 16, 8, TileKind::alpha, Pooling::max_abs, {}, 1000).value();
            const PixelGrid y_grid(rows, 8), x_grid(all, 16);
            CHECK(view.sampled == 1);
            CHECK_FALSE(view.estimated);
            CHECK(view.cells_per_pixel == Approx(std::max(double(rows.size()) / 8, 64.0)));
            for (Index y = 0; y < 8; ++y)
                for (Index x = 0; x < 16; ++x) {
                    const auto pixel = static_cast<std::size_t>(16 * y + x);
                    const Range i = y_grid.cells_of(y), j = x_grid.cells_of(x);
                    REQUIRE(view.outside[pixel] == (j.begin >= i.end));
                    if (view.outside[pixel])
                        continue;
                    bool found = false;
                    float on_diagonal = 0;
                    for (Index row = i.begin; row < i.end; ++row)
                        for (Index col = j.begin; col < std::min(j.end, row + 1); ++col) {
                            found |= view.pixels[pixel] == whole.at(row, col);
                            if (row == col)
                                on_diagonal = std::max(on_diagonal, std::abs(whole.at(row, col)));
                        }
                    REQUIRE(found);
                    if (intersection(i, j).size() == 1) // then it is this cell that stands for the diagonal
                        REQUIRE(std::abs(view.pixels[pixel]) >= on_diagonal);
                }
        }
        CHECK(map_view(*prepared, all, all, 8, 8, TileKind::alpha, Pooling::mean).value().is_exact());
    }
}

TEST_CASE("a sampled view made exact is the exact view, and counts its rows on the way", "[analysis][pooling]") {
    const Range all{0, 700};
    const Pooling pooling = GENERATE(Pooling::max_abs, Pooling::mean);
    const auto [rows, cols] =
        GENERATE(std::pair{Range{0, 700}, Range{0, 700}}, std::pair{Range{20, 500}, Range{300, 700}},
                 std::pair{Range{300, 320}, Range{0, 310}});
    const auto prepared =
        make_cpu_engine()->prepare(std::make_shared<const System>(example_system("softmax", 700, 8)), {}).value();
    MapView view = map_view(*prepared, rows, cols, 50, 40, TileKind::alpha, pooling, {}, 100).value();
    REQUIRE(view.sampled == 1);
    int last = 0;
    REQUIRE(make_exact(*prepared, view, {}, [&](const MapView& part) {
        CHECK(part.exact_rows > last);
        last = part.exact_rows;
    }));
    CHECK(last == 40);
    CHECK(view.is_exact());
    const MapTile tile = compute_tile(*prepared, all, all, TileKind::alpha).value();
    const MapView expected = pool(tile, rows, cols, 50, 40, pooling);
    CHECK(view.outside == expected.outside);
    for (std::size_t k = 0; k < view.pixels.size(); ++k)
        if (!view.outside[k])
            REQUIRE(view.pixels[k] == expected.pixels[k]);
    CHECK(view.maximum == expected.maximum);
    CHECK(view.non_finite == 0);
}

TEST_CASE("exact pooling keeps a spike of one cell wherever it lies", "[analysis][pooling]") {
    const Index length = 900; // strips, pieces and pixels end in different places
    System system = example_system("softmax", length, 8);
    system.normaliser = {};
    system.readout = {};
    const Index i = GENERATE(5, 31, 32, 511, 640, 899), j = GENERATE(0, 4, 5);
    Matrix b = system.b, q = system.q;
    q.row(i).setConstant(1000);
    b.row(j).setConstant(10);
    system.b = b;
    system.q = q;
    const auto prepared = make_cpu_engine()->prepare(std::make_shared<const System>(system), {}).value();
    float spike = 0;
    REQUIRE(prepared->tile({i, i + 1}, {j, j + 1}, TileKind::scores, nullptr, std::span<float>(&spike, 1), {}));
    const auto view = map_view(*prepared, {0, length}, {0, length}, 7, 7, TileKind::alpha, Pooling::max_abs).value();
    CHECK(std::max(view.maximum, -view.minimum) == std::abs(spike));
}

TEST_CASE("an estimate of η is near it where the weight is spread, and is marked", "[analysis][pooling]") {
    const Index length = 16384;
    const Range all{0, length};
    const auto prepared =
        make_cpu_engine()->prepare(std::make_shared<const System>(example_system("softmax", length, 8)), {}).value();
    const auto view =
        sampled_view(*prepared, {all, all, 600, 600, TileKind::alpha, Pooling::max_abs}, RowScaling::estimated).value();
    CHECK(view.estimated == false); // 5e6 cells are summed in a frame's time
    std::vector<Index> rows;
    for (Index i = 100; i < length; i += 15)
        rows.push_back(i);
    const RowScales estimated = estimated_scales(*prepared, rows).value(),
                    exact = prepared->row_scales(rows, {}).value();
    const Vector error =
        ((estimated.eta.array().log() + estimated.shift.array()) - (exact.eta.array().log() + exact.shift.array()))
            .abs();
    CHECK(error[0] < 1e-6);
    CHECK(error.maxCoeff() > 1e-6); // so it is an estimate
    CHECK(error.maxCoeff() < 1);
    CHECK(error.mean() < 0.2);
}

TEST_CASE("a first view is refined to the exact one, and goes on where it was stopped", "[analysis][pooling]") {
    const Index length = 12000; // 7e7 cells: more than a frame takes, in several bands
    const Range all{0, length};
    const ViewFrame frame{all, all, 100, 100, TileKind::alpha, Pooling::max_abs};
    const std::string kind = GENERATE("softmax", "delta");
    const auto system = std::make_shared<const System>(example_system(kind, length, 4));
    const auto prepared = make_cpu_engine()->prepare(system, {}).value();
    MapView view = first_view(*prepared, frame).value();
    CHECK(view.sampled == 1);
    REQUIRE(can_refine(*prepared, view));
    CHECK_FALSE(can_refine(*prepared, view, 1000));

    std::stop_source stop;
    const RunContext until_half{stop.get_token(), {}};
    MapView stopped = view;
    CHECK_FALSE(refine(*prepared, stopped, until_half, [&](const MapView& part) {
        CHECK_FALSE(part.is_exact());
        if (part.exact_rows > 30)
            stop.request_stop();
    }));
    CHECK_FALSE(stopped.is_exact());
    CHECK(stopped.exact_rows > 30);
    CHECK(stopped.exact_rows < 100);

    std::vector<double> shares;
    const RunContext run{{}, [&](double share) { shares.push_back(share); }};
    REQUIRE(refine(*prepared, stopped, run, [](const MapView&) {}));
    REQUIRE(refine(*prepared, view, run, [](const MapView&) {}));
    CHECK_FALSE(shares.empty());
    CHECK(*std::max_element(shares.begin(), shares.end()) <= 1);
    CHECK_FALSE(can_refine(*prepared, view));
    const auto fresh = make_cpu_engine()->prepare(system, {}).value();
    const MapView exact = map_view(*fresh, all, all, 100, 100, TileKind::alpha, Pooling::max_abs).value();
    for (const MapView* refined : {&view, &stopped}) {
        CHECK(refined->is_exact());
        CHECK_FALSE(refined->estimated);
        CHECK(refined->maximum == exact.maximum);
        for (std::size_t k = 0; k < exact.pixels.size(); ++k)
            if (!exact.outside[k])
                REQUIRE(refined->pixels[k] == exact.pixels[k]);
    }
    CHECK(first_view(*prepared, frame).value().estimated == false); // η is known now
}
