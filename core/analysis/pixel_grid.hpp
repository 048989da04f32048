#pragma once
// Which cells of a map a pixel stands for.

#include "core/base/ranges.hpp"

#include <algorithm>
#include <vector>

namespace alphascope {

/// `pixels` equal intervals over the cells of a range. With at least as many cells as pixels the intervals are a
/// partition (every cell is in exactly one); with fewer, each pixel shows the one cell under its centre.
class PixelGrid {
public:
    PixelGrid(Range cells, int pixels) {
        const Index count = cells.size();
        for (Index p = 0; p < pixels; ++p) {
            const Index centre = cells.begin + (2 * p + 1) * count / (2 * pixels);
            of_pixel_.push_back(count < pixels
                                    ? Range{centre, centre + 1}
                                    : Range{cells.begin + p * count / pixels, cells.begin + (p + 1) * count / pixels});
        }
        cells_per_pixel_ = static_cast<double>(count) / pixels;
    }
    /// The same pixels, each standing for the last `side` aligned cells of its own. @pre cells_per_pixel() ≥ 2 side
    PixelGrid sampled(Index side) const {
        PixelGrid grid = *this;
        for (Range& cells : grid.of_pixel_) {
            const Index begin = (cells.end / side - 1) * side;
            cells = {begin, begin + side};
        }
        return grid;
    }

    const std::vector<Range>& cells() const { return of_pixel_; }
    Range cells_of(Index pixel) const { return of_pixel_[static_cast<std::size_t>(pixel)]; }
    double cells_per_pixel() const { return cells_per_pixel_; }

private:
    std::vector<Range> of_pixel_;
    double cells_per_pixel_ = 1;
};

/// Cells (i, j) of rows × cols with j ≤ i.
inline Index causal_cells(Range rows, Range cols) {
    const auto below = [](Index i, Index j) { return std::max<Index>(0, i + 1 - j); };
    const auto triangle = [](Index side) { return side * (side + 1) / 2; };
    // Cells of rows < end with j in [begin, ∞) form a triangle; differences of four triangles give the rectangle.
    const auto upto = [&](Index end, Index begin) { return triangle(below(end - 1, begin)); };
    return upto(rows.end, cols.begin) - upto(rows.begin, cols.begin) - upto(rows.end, cols.end) +
           upto(rows.begin, cols.end);
}

} // namespace alphascope
