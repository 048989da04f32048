#include "core/analysis/coefficient_map.hpp"

#include <algorithm>
#include <cmath>

namespace alphascope {

Result<MapTile> compute_tile(const Prepared& prepared, Range rows, Range cols, TileKind kind, const RunContext& run) {
    auto statistics = prepared.row_statistics(rows, run);
    if (!statistics)
        return tl::unexpected(std::move(statistics.error()));
    MapTile tile{rows, cols, kind, {}, std::move(*statistics), prepared.system().is_causal()};
    tile.values.resize(static_cast<std::size_t>(rows.size() * cols.size()));
    const auto done = prepared.tile(rows, cols, kind, &tile.statistics, std::span<float>(tile.values), run);
    if (!done)
        return tl::unexpected(done.error());
    return tile;
}

CellPosition first_non_finite(const MapTile& tile) {
    const auto bad = std::find_if(tile.values.begin(), tile.values.end(), [](float x) { return !std::isfinite(x); });
    if (bad == tile.values.end())
        return {};
    const Index at = bad - tile.values.begin(), width = tile.cols.size();
    return {tile.rows.begin + at / width, tile.cols.begin + at % width};
}

} // namespace alphascope
