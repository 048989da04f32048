// What every engine can do, tile by tile; an engine that shares work between tiles does better.

#include "core/engine/engine.hpp"

namespace alphascope {

Result<void> Prepared::visit_tiles(std::span<const Range> rows, std::span<const Range> cols, TileKind kind,
                                   std::span<const RowStatistics> statistics, const VisitTile& visit,
                                   const RunContext& run) const {
    std::vector<float> values;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t c = 0; c < cols.size(); ++c) {
            values.resize(static_cast<std::size_t>(rows[r].size() * cols[c].size()));
            const auto done = tile(rows[r], cols[c], kind, statistics.empty() ? nullptr : &statistics[r],
                                   std::span<float>(values), RunContext{run.stop, {}});
            if (!done)
                return done;
            visit(r, c, values);
        }
        run.report(static_cast<double>(r + 1) / static_cast<double>(rows.size()));
    }
    return {};
}

} // namespace alphascope
