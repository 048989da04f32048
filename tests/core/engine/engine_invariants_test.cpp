#include "core/base/thread_pool.hpp"
#include "core/engine/block_exp.hpp"
#include "core/engine/example_systems.hpp"
#include "tests/core/engine/naive_map.hpp"
#include "tests/support/catch.hpp"

#include <atomic>

using namespace alphascope;
using namespace alphascope::test;

namespace {

std::vector<std::unique_ptr<Engine>> both() {
    std::vector<std::unique_ptr<Engine>> engines;
    engines.push_back(make_reference_engine());
    engines.push_back(make_cpu_engine());
    return engines;
}

System exp_over(const std::string& kind, Index length) {
    System system = example_system(kind, length, 4);
    system.readout.kind = ReadoutKind::exp;
    system.normaliser.kind = NormaliserKind::sum;
    return system;
}

} // namespace

TEST_CASE("maps are causal and softmax rows sum to 1", "[engine]") {
    const std::string kind = GENERATE(from_range(example_kinds()));
    const Index length = GENERATE(1, 2, 33, 130);
    CAPTURE(kind, length);
    for (const auto& engine : both()) {
        const Matrix alpha = map_of(*engine, exp_over(kind, length));
        for (Index i = 0; i < length; ++i) {
            CHECK(alpha.row(i).sum() == Approx(1).epsilon(1e-6));
            CHECK(alpha.row(i).tail(length - i - 1).cwiseAbs().sum() == 0);
        }
    }
}

TEST_CASE("a tile is the same part of the map, bit for bit", "[engine]") {
    const std::string kind = GENERATE(from_range(example_kinds()));
    const TileKind what = GENERATE(TileKind::scores, TileKind::alpha);
    const Index window = GENERATE(0, 20);
    CAPTURE(kind, window);
    System system = exp_over(kind, 101);
    system.window = window;
    for (const auto& engine : both()) {
        const Matrix whole = map_of(*engine, system, what);
        const double tolerance = engine->capability().id == "cpu" ? 0 : 1e-13;
        for (const auto& [rows, cols] : std::vector<std::pair<Range, Range>>{{{40, 41}, {0, 101}},
                                                                             {{0, 101}, {7, 9}},
                                                                             {{33, 77}, {30, 60}},
                                                                             {{5, 20}, {50, 90}},
                                                                             {{90, 101}, {3, 64}}}) {
            const Matrix part = map_of(*engine, system, what, rows, cols);
            const Matrix same = whole.block(rows.begin, cols.begin, rows.size(), cols.size());
            CHECK((part - same).cwiseAbs().maxCoeff() <= tolerance);
        }
    }
}

TEST_CASE("cells all over the map are those of the map, bit for bit", "[engine]") {
    const std::string kind = GENERATE(from_range(example_kinds()));
    const Index window = GENERATE(0, 20);
    CAPTURE(kind, window);
    System scattered = exp_over(kind, 301);
    scattered.window = window;
    scattered.skip = Vector::Constant(1, 0.25);
    const auto system = std::make_shared<const System>(scattered);
    std::vector<Index> rows, cols{0, 1, 31, 40, 41, 63, 64, 95, 96, 97, 128, 200, 250, 300};
    for (Index i = 3; i < 301; i += i < 100 ? 1 : 7) // more than one panel, and several in one leaf
        rows.push_back(i);
    rows.push_back(300);
    for (const auto& engine : both()) {
        const auto prepared = engine->prepare(system, {}).value();
        const RowScales scales = prepared->row_scales(rows, {}).value();
        const RowStatistics statistics = prepared->row_statistics({0, 301}, {}).value();
        for (std::size_t r = 0; r < rows.size(); ++r) {
            REQUIRE(scales.eta[static_cast<Index>(r)] == statistics.eta[rows[r]]);
            REQUIRE(scales.shift[static_cast<Index>(r)] == statistics.shift[rows[r]]);
        }
        for (const TileKind what : {TileKind::scores, TileKind::alpha}) {
            std::vector<float> whole(301 * 301), cells(rows.size() * cols.size());
            REQUIRE(prepared->tile({0, 301}, {0, 301}, what, &statistics, std::span<float>(whole), {}));
            REQUIRE(prepared->cells(rows, cols, what, &scales, cells, {}));
            std::size_t wrong = 0;
            for (std::size_t r = 0; r < rows.size(); ++r)
                for (std::size_t c = 0; c < cols.size(); ++c)
                    wrong += cells[r * cols.size() + c] != whole[static_cast<std::size_t>(rows[r] * 301 + cols[c])];
            CHECK(wrong == 0);
        }
    }
}

TEST_CASE("pieces of a visit are the tile, each cell once, strip by strip", "[engine]") {
    const std::string kind = GENERATE(from_range(example_kinds()));
    CAPTURE(kind);
    const auto system = std::make_shared<const System>(exp_over(kind, 700));
    const Range rows{37, 690}, cols{5, 650};
    for (const auto& engine : both()) {
        const auto prepared = engine->prepare(system, {}).value();
        const RowStatistics statistics = prepared->row_statistics(rows, {}).value();
        std::vector<float> tile(static_cast<std::size_t>(rows.size() * cols.size())), seen(tile.size(), 0.0F);
        REQUIRE(prepared->tile(rows, cols, TileKind::alpha, &statistics, std::span<float>(tile), {}));
        std::atomic<int> astray{0};
        const auto done = prepared->visit(
            rows, cols, TileKind::alpha, &statistics,
            [&](const Prepared::Piece& piece) {
                astray += piece.rows.begin / 32 != (piece.rows.end - 1) / 32;
                for (Index i = piece.rows.begin; i < piece.rows.end; ++i)
                    for (Index j = piece.cols.begin; j < piece.cols.end; ++j)
                        seen[static_cast<std::size_t>((i - rows.begin) * cols.size() + j - cols.begin)] +=
                            piece.row(i)[j - piece.cols.begin];
            },
            {});
        CHECK(done.has_value());
        CHECK(astray == 0);
        CHECK(seen == tile);
    }
}

TEST_CASE("row statistics asked for in parts are those of all rows", "[engine]") {
    for (const auto& engine : both()) {
        const auto prepared = engine->prepare(std::make_shared<const System>(exp_over("delta", 300)), {}).value(),
                   fresh = engine->prepare(std::make_shared<const System>(exp_over("delta", 300)), {}).value();
        for (const Range part : {Range{40, 60}, Range{200, 300}, Range{55, 220}, Range{0, 300}, Range{10, 290}}) {
            const RowStatistics given = prepared->row_statistics(part, {}).value();
            const RowStatistics all = fresh->row_statistics({0, 300}, {}).value();
            CHECK(given.rows == part);
            CHECK((given.eta.array() == all.eta.segment(part.begin, part.size()).array()).all());
            CHECK((given.sum_squares.array() == all.sum_squares.segment(part.begin, part.size()).array()).all());
        }
    }
}

TEST_CASE("results do not depend on the number of threads", "[engine]") {
    const std::string kind = GENERATE(from_range(example_kinds()));
    CAPTURE(kind);
    const System system = exp_over(kind, 300);
    const auto engine = make_cpu_engine();
    set_thread_count(1);
    const Matrix one = map_of(*engine, system);
    set_thread_count(2);
    const Matrix two = map_of(*engine, system);
    set_thread_count(0);
    CHECK((one.array() == two.array()).all());
}

TEST_CASE("constant A with constant b and q gives a Toeplitz map", "[engine]") {
    System system = example_system("constant_diagonal", 70, 4);
    system.b = Matrix(system.b.row(0).replicate(system.b.rows(), 1));
    system.q = Matrix(system.q.row(0).replicate(system.q.rows(), 1));
    for (const auto& engine : both()) {
        const Matrix alpha = map_of(*engine, system);
        for (Index i = 1; i < 70; ++i)
            for (Index j = 1; j <= i; ++j)
                CHECK(alpha(i, j) == Approx(alpha(i - 1, j - 1)).epsilon(1e-6));
    }
}

TEST_CASE("a structured system and its dense twin agree", "[engine]") {
    const std::string kind = GENERATE(from_range(example_kinds()));
    if (kind == "convolution")
        return;
    CAPTURE(kind);
    const System system = example_system(kind, 50, 4);
    System dense = system;
    const Index n = system.state_size();
    Matrix a = Matrix::Zero(50, n * n);
    for (Index i = 1; i < 50; ++i) {
        const Matrix step = step_matrix(system, i);
        a.row(i) = Eigen::Map<const Eigen::RowVectorXd>(step.data(), n * n);
    }
    dense.steps = DenseSteps{n, a};
    dense.delay.reset();
    for (const auto& engine : both())
        CHECK(relative_error(map_of(*engine, system), map_of(*engine, dense)) < 1e-6);
}

TEST_CASE("single and double tiles agree to single precision", "[engine]") {
    const auto system = std::make_shared<const System>(example_system("low_rank", 50, 4));
    for (const auto& engine : both()) {
        const auto prepared = engine->prepare(system, {}).value();
        const Range all{0, 50};
        std::vector<float> single(2500);
        std::vector<double> twice(2500);
        REQUIRE(prepared->tile(all, all, TileKind::scores, nullptr, std::span<float>(single), {}));
        REQUIRE(prepared->tile(all, all, TileKind::scores, nullptr, std::span<double>(twice), {}));
        for (std::size_t k = 0; k < single.size(); ++k)
            CHECK(single[k] == static_cast<float>(twice[k]));
    }
}

TEST_CASE("statistics of some rows are those of all rows, from the cache or not", "[engine]") {
    const auto system = std::make_shared<const System>(exp_over("scalar", 200));
    for (const auto& engine : both()) {
        const auto prepared = engine->prepare(system, {}).value(), fresh = engine->prepare(system, {}).value();
        const RowStatistics all = prepared->row_statistics({0, 200}, {}).value();
        for (const Prepared* p : {prepared.get(), fresh.get()}) {
            const RowStatistics some = p->row_statistics({50, 120}, {}).value();
            CHECK(some.rows == Range{50, 120});
            CHECK((some.eta - all.eta.segment(50, 70)).cwiseAbs().maxCoeff() < 1e-12);
            CHECK(some.max_score.isApprox(all.max_score.segment(50, 70), 1e-12));
        }
    }
}

TEST_CASE("a stopped run says so", "[engine]") {
    std::stop_source source;
    source.request_stop();
    const RunContext run{source.get_token(), {}};
    const auto system = std::make_shared<const System>(exp_over("scalar", 50));
    for (const auto& engine : both()) {
        const auto prepared = engine->prepare(system, {}).value();
        std::vector<float> out(2500);
        CHECK(prepared->row_statistics({0, 50}, run).error().code == ErrorCode::cancelled);
        CHECK(prepared->tile({0, 50}, {0, 50}, TileKind::scores, nullptr, std::span<float>(out), run).error().code ==
              ErrorCode::cancelled);
    }
}

TEST_CASE("progress ends at 1 and only grows", "[engine]") {
    std::vector<double> shares;
    const RunContext run{{}, [&](double share) { shares.push_back(share); }};
    set_thread_count(1);
    const auto prepared =
        make_cpu_engine()->prepare(std::make_shared<const System>(example_system("delta", 200, 4)), {}).value();
    std::vector<float> out(200 * 200);
    REQUIRE(prepared->tile({0, 200}, {0, 200}, TileKind::scores, nullptr, std::span<float>(out), run));
    set_thread_count(0);
    REQUIRE(!shares.empty());
    CHECK(std::is_sorted(shares.begin(), shares.end()));
    CHECK(shares.back() == 1);
}

TEST_CASE("exp of many numbers is exp of each", "[engine]") {
    std::vector<double> x;
    for (int k = -70000; k <= 70900; ++k)
        x.push_back(k * 0.01001);
    std::vector<double> y = x;
    exp_shifted(y.data(), static_cast<std::ptrdiff_t>(y.size()), 0.25);
    for (std::size_t k = 0; k < x.size(); ++k)
        if (std::abs(x[k] - 0.25) < 706)
            REQUIRE(std::abs(y[k] / std::exp(x[k] - 0.25) - 1) < 5e-16);
    const double infinity = std::numeric_limits<double>::infinity();
    double special[] = {-infinity, infinity, std::numeric_limits<double>::quiet_NaN(), 0, -1e5, 709.7, 710};
    exp_shifted(special, 7, 0);
    CHECK(special[0] == 0);
    CHECK(special[1] == infinity);
    CHECK(std::isnan(special[2]));
    CHECK(special[3] == 1);
    CHECK(special[4] == 0);
    CHECK(special[5] == Approx(std::exp(709.7)));
    CHECK(special[6] == infinity);
}

TEST_CASE("auto takes the highest engine that is here, other ids are explained", "[engine]") {
    EngineRegistry registry;
    registry.add(make_reference_engine());
    registry.add(make_cpu_engine());
    const System system = example_system("scalar", 3, 2);
    CHECK(registry.pick("auto", system).value()->capability().id == "cpu");
    CHECK(registry.pick("reference", system).value()->capability().id == "reference");
    const auto unknown = registry.pick("tpu", system);
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().code == ErrorCode::usage);
    CHECK(unknown.error().message == "there is no engine 'tpu'; choose one of auto, reference, cpu");
    System odd = example_system("convolution", 3, 2);
    odd.delay = Delay{Matrix::Ones(1, 1), false};
    CHECK(registry.pick("cpu", odd).error().code == ErrorCode::unavailable);
}

TEST_CASE("scores that float32 does not hold go to the reference, with the reason", "[engine]") {
    for (const double scale : {1e-300, 1e200}) {
        INFO(scale);
        auto system = std::make_shared<System>();
        system->steps = IdentitySteps{2};
        system->b = TokenRows(Matrix(Matrix::Constant(5, 2, scale)));
        system->q = TokenRows(Matrix(Matrix::Ones(5, 2)));
        system->normaliser.kind = NormaliserKind::sum;
        EngineRegistry engines;
        engines.add(make_reference_engine());
        engines.add(make_cpu_engine());
        CHECK(engines.prepare("cpu", system, {}).error().code == ErrorCode::unavailable);
        const auto choice = engines.prepare("auto", system, {});
        REQUIRE(choice);
        CHECK(choice->prepared->engine_id() == "reference");
        CHECK(choice->remark.find("float32") != std::string::npos);
    }
}
