#include "core/bench/bench.hpp"
#include "core/bench/far_views.hpp"
#include "core/bench/speed_bars.hpp"
#include "core/engine/example_systems.hpp"
#include "tests/support/catch.hpp"

#include <set>

using namespace alphascope;

namespace {

EngineRegistry two_engines() {
    EngineRegistry engines;
    engines.add(make_reference_engine());
    engines.add(make_cpu_engine());
    return engines;
}

/// A row of the cpu engine at 64 state numbers that took this long on a floor of 1 ms.
BenchRow row_of(const std::string& kind, Index length, double ms) {
    return {kind, length, 64, "cpu", 0, ms, ms, {length, 64, 1, 0.5}, {}};
}

} // namespace

TEST_CASE("a benchmark has one row for each size, kind and engine", "[bench]") {
    const EngineRegistry registry = two_engines();
    const BenchTable table =
        bench({example_kinds(), {8}, {2, 4}, engines_named(registry, {"reference", "cpu", "cpu:baseline"}).value()});
    CHECK(table.rows.size() == example_kinds().size() * 2 * 3);
    CHECK(table.gaps.empty());
    for (const BenchRow& row : table.rows) {
        CHECK(row.length == 8);
        CHECK(row.median_ms > 0);
        CHECK(row.prepare_ms <= row.median_ms * 1.01 + 1);
        CHECK(row.floor.length == 8);
        CHECK(row.times_floor() == Approx(row.median_ms / std::max(row.floor.product_ms, row.floor.write_ms)));
    }
    for (const double rate :
         {table.rates.product_gflops, table.rates.exp_g, table.rates.write_gbs, table.rates.stream_gbs})
        CHECK(rate > 0);
}

TEST_CASE("what a benchmark leaves out is said", "[bench]") {
    const EngineRegistry registry = two_engines();
    const auto engines = engines_named(registry, {"cpu", "cpu:none"});
    REQUIRE(engines);
    const BenchTable table = bench({{"identity", "blocks", "dense"}, {8}, {3, 65536}, *engines});
    std::set<std::string> seen; // blocks with odd n, dense that no memory holds, the variant
    for (const BenchRow& row : table.rows)
        seen.insert(row.kind + " " + std::to_string(row.state));
    CHECK(seen.count("identity 3") == 1);
    CHECK(seen.count("dense 3") == 1);
    CHECK(seen.count("dense 65536") == 0);
    int odd = 0, large = 0;
    for (const BenchGap& gap : table.gaps) {
        odd += gap.kind == "blocks" && gap.why.find("even") != std::string::npos;
        large += gap.kind == "dense" && gap.why.find("GB") != std::string::npos;
    }
    CHECK_FALSE(engines->at(1).engine);
    CHECK(engines->at(1).detail.find("none") != std::string::npos);
    CHECK(odd == 1);
    CHECK(large == 1);
    const auto limited = bench({{"identity"}, {4, 8}, {2}, engines_named(registry, {"reference"}).value(), 4});
    CHECK(limited.rows.size() == 1);
    CHECK(limited.gaps.size() == 1);
    CHECK(engines_named(registry, {"abacus"}).error().code == ErrorCode::usage);
}

TEST_CASE("bars are held against rows of their kind and size", "[bench]") {
    const auto diagonal = bars_of(row_of("diagonal", 4096, 1.9));
    REQUIRE(diagonal.size() == 2);
    CHECK(diagonal[0].met());
    CHECK(diagonal[1].met());
    CHECK(diagonal[1].ratio() == Approx(0.95));
    const auto slow = bars_of(row_of("diagonal", 4096, 2.1));
    CHECK(slow[0].met());
    CHECK_FALSE(slow[1].met());
    CHECK_FALSE(bars_of(row_of("identity", 1024, 1.6)).at(0).met());
    CHECK(bars_of(row_of("dense", 4096, 39)).at(0).met());
    CHECK(bars_of(row_of("softmax", 4096, 17)).size() == 1);
    CHECK(bars_of(row_of("level_merge", 4096, 17)).empty());
    CHECK(bars_of(row_of("diagonal", 2048, 17)).empty());
    BenchRow other = row_of("diagonal", 4096, 1);
    other.engine = "cpu:avx2";
    CHECK(bars_of(other).empty());
}

TEST_CASE("a peer counts where it goes token by token, and must be far behind", "[bench]") {
    BenchRow row = row_of("dense", 4096, 20);
    row.peer = PeerTime{"at once", 30, 0};
    CHECK(bars_of(row).size() == 1);
    row.peer = PeerTime{std::string(token_by_token), 199, 0};
    REQUIRE(bars_of(row).size() == 2);
    CHECK_FALSE(bars_of(row)[1].met());
    row.peer->ms = 201;
    CHECK(bars_of(row)[1].met());
}

TEST_CASE("views of a long map are exact where they show cells, and say when they are sampled", "[bench]") {
    const EngineRegistry registry = two_engines();
    const auto cpu = engines_named(registry, {"cpu"}).value().front();
    const auto views = far_views("scalar", 1200, 4, cpu);
    REQUIRE(views);
    REQUIRE(views->size() == 3);
    for (const FarView& view : *views) {
        CHECK(view.median_ms > 0);
        CHECK_FALSE(view.sampled);
        CHECK(bars_of(view).empty()); // the bar is one of a million tokens
    }
    FarView far = views->front();
    far.length = 1 << 20;
    far.median_ms = 51;
    REQUIRE(bars_of(far).size() == 1);
    CHECK_FALSE(bars_of(far)[0].met());
}
