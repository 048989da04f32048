#pragma once
// Millions of points in the plane as the few that can be told apart.

#include "ui/figure/layout.hpp"

namespace alphascope::figure {

/// A place of the plot where points fall, the first of them, and how many there are.
struct CloudCell {
    QPointF at;
    int count = 0;
};

/// Cells of side `cell` in the frame's units, row by row. Points outside of the plot, and such that are not finite, are
/// left out. @pre linear axes. O(points) of a few nanoseconds.
std::vector<CloudCell> cloud_cells(const ComplexMatrix& points, const Frame& frame, double cell);

} // namespace alphascope::figure
