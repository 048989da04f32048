#pragma once
// The numbers at the cross-hair.

#include "core/analysis/row_statistics.hpp"

#include <optional>

namespace alphascope {

/// One cell of the map and the row it lies in, from the engine that drew the map.
struct CellReading {
    Index i = 0, j = 0;
    std::optional<double> score; ///< none where α alone is given
    double alpha = 0;
    std::optional<RowSummary> row; ///< of row i; none where it was not asked for
};

/// @pre 0 ≤ j ≤ i < L. Given the whole map, the row is taken from there; else the row is computed when `with_row` is
/// set. Errors: cancelled.
Result<CellReading> read_cell(const Prepared& prepared, Index i, Index j, const MapTile* whole_alpha, bool with_row,
                              const RunContext& run = {});

} // namespace alphascope
