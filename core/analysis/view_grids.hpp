#pragma once
// The pixels of a view: from distinct ones, of which each covers at least one cell, to those of the screen.

#include "core/analysis/pixel_grid.hpp"
#include "core/analysis/pooling.hpp"

namespace alphascope {

struct ViewGrids {
    ViewGrids(const ViewFrame& frame, bool is_causal)
        : shown_rows(frame.rows, frame.height), shown_cols(frame.cols, frame.width), rows(shown_rows.distinct()),
          cols(shown_cols.distinct()), causal(is_causal) {}

    bool is_outside(Index y, Index x) const { return causal && cols.cells_of(x).begin >= rows.cells_of(y).end; }
    Index cells(Index y, Index x) const {
        const Range i = rows.cells_of(y), j = cols.cells_of(x);
        return causal ? causal_cells(i, j) : i.size() * j.size();
    }
    /// Rows of the screen that show some rows of distinct pixels.
    Range shown(Range distinct_rows) const;

    PixelGrid shown_rows, shown_cols; ///< of the screen: cells may be repeated
    PixelGrid rows, cols;             ///< distinct
    bool causal;
};

/// A view with the frame and no pixel yet: all of them outside.
MapView empty_view(const ViewFrame& frame, bool causal);

/// Writes rows of distinct pixels, row-major, to where the screen shows them; pixels that are outside are not looked
/// at.
void show_rows(const ViewGrids& grids, Range distinct_rows, const float* distinct, MapView& view);

/// Brings the extremes up to date with the pixels.
void find_extremes(MapView& view);

} // namespace alphascope
