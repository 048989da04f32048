#include "core/analysis/cell_reading.hpp"

#include "core/design/presets.hpp"
#include "core/system/realise.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

using namespace alphascope;

static std::shared_ptr<const Prepared> softmax_map(const Engine& engine) {
    Scene scene;
    scene.length = 37;
    scene.heads = 1;
    const auto realised = realise(preset("softmax").value(), load_scene(scene).value()).value();
    return engine.prepare(realised->system(0).value(), {}).value();
}

TEST_CASE("a reading is the map's own cell and row", "[analysis]") {
    const auto engine = GENERATE(0, 1) == 0 ? make_reference_engine() : make_cpu_engine();
    const auto prepared = softmax_map(*engine);
    const Range all{0, 37};
    const MapTile alpha = compute_tile(*prepared, all, all, TileKind::alpha).value();
    const MapTile scores = compute_tile(*prepared, all, all, TileKind::scores).value();
    for (const auto& [i, j] : {std::pair<Index, Index>{0, 0}, {36, 0}, {36, 36}, {20, 7}}) {
        const CellReading kept = read_cell(*prepared, i, j, &alpha, false).value();
        const CellReading computed = read_cell(*prepared, i, j, nullptr, true).value();
        const CellReading cell_only = read_cell(*prepared, i, j, nullptr, false).value();
        for (const CellReading& reading : {kept, computed, cell_only}) {
            CHECK(reading.i == i);
            CHECK(reading.j == j);
            CHECK(reading.score.value() == Approx(scores.at(i, j)).epsilon(1e-6));
            CHECK(reading.alpha == Approx(alpha.at(i, j)).epsilon(1e-6));
        }
        CHECK_FALSE(cell_only.row.has_value());
        for (const auto& row : {kept.row, computed.row}) {
            REQUIRE(row.has_value());
            CHECK(row->sum == Approx(1).epsilon(1e-5));
            CHECK(row->negative_mass == 0);
            CHECK(row->effective_count >= 1);
            CHECK(row->effective_count <= static_cast<double>(i + 1) * (1 + 1e-5));
        }
        CHECK(kept.row->entropy == Approx(computed.row->entropy).epsilon(1e-4).margin(1e-6));
    }
}
