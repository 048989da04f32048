#pragma once
// A first picture of a view that covers more cells than can be visited: one cell a pixel, exact in itself.

#include "core/analysis/pooling.hpp"

namespace alphascope {

enum class RowScaling {
    exact,    ///< η as everywhere else, whatever it costs
    estimated ///< where η needs more than a frame's time, from some columns of each row, and the view says so
};

/// One cell of each pixel, at a place that varies from pixel to pixel so that nothing periodic stays hidden; where the
/// diagonal runs through a pixel, also a cell of the diagonal, of which max |·| takes the larger. Every cell has the
/// value tile() gives it (unless η is estimated). Errors: cancelled.
Result<MapView> sampled_view(const Prepared& prepared, const ViewFrame& frame, RowScaling scaling,
                             const RunContext& run = {});

} // namespace alphascope
