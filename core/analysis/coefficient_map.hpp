#pragma once

#include "core/engine/engine.hpp"

namespace alphascope {

/// A rectangle of scores or α with the statistics of its rows. Row-major; above the diagonal 0.
struct MapTile {
    Range rows, cols;
    TileKind kind = TileKind::alpha;
    std::vector<float> values;
    RowStatistics statistics; ///< of `rows`
    bool causal = true;       ///< false: cells above the diagonal count too
    float at(Index i, Index j) const {
        return values[static_cast<std::size_t>((i - rows.begin) * cols.size() + j - cols.begin)];
    }
};

/// A tile with everything needed for α. Errors: cancelled; non-finite values are kept (drawn hatched), not an error.
Result<MapTile> compute_tile(const Prepared& prepared, Range rows, Range cols, TileKind kind,
                             const RunContext& run = {});

/// Where a map first stops being finite, in row order; (−1, −1) when it is finite.
struct CellPosition {
    Index i = -1, j = -1;
};
CellPosition first_non_finite(const MapTile& tile);

} // namespace alphascope
