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
    PixelGrid(Range cells, int pixels) : all_(cells) {
        const Index count = cells.size();
        for (Index p = 0; p < pixels; ++p) {
            const Index centre = cells.begin + (2 * p + 1) * count / (2 * pixels);
            of_pixel_.push_back(count < pixels
                                    ? Range{centre, centre + 1}
                                    : Range{cells.begin + p * count / pixels, cells.begin + (p + 1) * count / pixels});
        }
        cells_per_pixel_ = static_cast<double>(count) / pixels;
    }

    Index size() const { return static_cast<Index>(of_pixel_.size()); }
    Range cells_of(Index pixel) const { return of_pixel_[static_cast<std::size_t>(pixel)]; }
    double cells_per_pixel() const { return cells_per_pixel_; }

    /// The grid over the same cells without repetitions, and which of its pixels a pixel here shows.
    PixelGrid distinct() const { return {all_, static_cast<int>(std::min(all_.size(), size()))}; }
    Index distinct_of(Index pixel) const { return all_.size() < size() ? cells_of(pixel).begin - all_.begin : pixel; }

    /// The pixel that covers a cell of the range. @pre a partition
    Index pixel_of(Index cell) const {
        const auto behind = std::partition_point(of_pixel_.begin(), of_pixel_.end(),
                                                 [cell](const Range& cells) { return cells.end <= cell; });
        return behind - of_pixel_.begin();
    }

private:
    Range all_;
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
