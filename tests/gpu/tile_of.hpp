#pragma once

#include "core/engine/engine.hpp"
#include "tests/support/catch.hpp"

#include <vector>

namespace alphascope {

/// A tile with the statistics of its rows; every number of it was written by the engine, or is 7.
inline std::vector<float> tile_of(const Prepared& prepared, Range rows, Range cols, TileKind kind) {
    std::vector<float> out(static_cast<std::size_t>(rows.size() * cols.size()), 7);
    const auto statistics = prepared.row_statistics(rows, {});
    REQUIRE(statistics.has_value());
    REQUIRE(prepared.tile(rows, cols, kind, &*statistics, std::span<float>(out), {}).has_value());
    return out;
}

} // namespace alphascope
