#include "core/engine/bench.hpp"
#include "core/system/system.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;

TEST_CASE("a benchmark has one row for each kind, size and engine", "[bench]") {
    EngineRegistry engines;
    engines.add(make_reference_engine());
    engines.add(make_cpu_engine());
    const std::vector<BenchRow> rows = bench(engines, {8}, {2, 4});
    CHECK(rows.size() == (step_kind_ids.size() + 3) * 2 * 2);
    for (const BenchRow& row : rows) {
        CHECK(row.length == 8);
        CHECK(row.median_ms > 0);
        CHECK(row.times_floor == Approx(row.median_ms / row.floor_ms));
    }
}
