#pragma once
// Which cells of a map a pixel stands for.

#include "core/base/types.hpp"

#include <algorithm>

namespace alphascope {

/// `pixels` equal intervals over the cells of a range. With at least as many cells as pixels the intervals are a
/// partition (every cell is in exactly one); with fewer, each pixel shows the one cell under its centre.
class PixelGrid {
public:
    PixelGrid(Range cells, int pixels) : cells_(cells), pixels_(pixels) {}
    Range cells_of(Index pixel) const {
        if (cells_.size() < pixels_) {
            const Index cell = cells_.begin + (2 * pixel + 1) * cells_.size() / (2 * pixels_);
            return {cell, cell + 1};
        }
        return {cells_.begin + pixel * cells_.size() / pixels_, cells_.begin + (pixel + 1) * cells_.size() / pixels_};
    }
    Range cells() const { return cells_; }
    Index pixels() const { return pixels_; }
    double cells_per_pixel() const { return static_cast<double>(cells_.size()) / static_cast<double>(pixels_); }

private:
    Range cells_;
    Index pixels_;
};

inline Range intersection(Range a, Range b) {
    const Index begin = std::max(a.begin, b.begin);
    return {begin, std::max(begin, std::min(a.end, b.end))};
}

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
