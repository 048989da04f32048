#pragma once
// A view of a map at screen resolution. Pooling by max |·| never loses a single-cell spike; what was done is said.

#include "core/analysis/coefficient_map.hpp"

namespace alphascope {

enum class Pooling { max_abs, mean };

/// Which part of a map is looked at, and in how many pixels.
struct ViewFrame {
    Range rows, cols;
    int width = 0, height = 0;
    TileKind kind = TileKind::alpha;
    Pooling pooling = Pooling::max_abs;
    bool operator==(const ViewFrame&) const = default;
};

/// A picture of a frame. A pixel that covers less than one cell takes that cell; one that covers several pools the
/// causal ones among them; one with no causal cell is quiet NaN with `outside` set. In the map of a system that is not
/// causal every cell counts as one.
struct MapView : ViewFrame {
    bool causal = true;
    std::vector<float> pixels;          ///< height × width, row 0 on top (smallest i)
    std::vector<unsigned char> outside; ///< 1 where no causal cell is covered
    double cells_per_pixel = 1;         ///< > 1 when pooled (the larger of the two directions)
    Index sampled = 0;  ///< > 0: a pixel has seen only this many of its rows and of its columns; spikes may be missed
    int exact_rows = 0; ///< of a sampled view: rows of pixels, from the top, that have seen all their cells
    bool estimated = false; ///< of a sampled view: η is a guess from some of each row's columns
    float minimum = 0, maximum = 0, smallest_positive = 0; ///< over finite pixels; smallest |value| > 0
    Index non_finite = 0;                                  ///< cells that are not finite
    std::vector<float> cells; ///< of an exact pooled view: some single cells, evenly spread; quiet NaN: none
    bool is_exact() const { return sampled == 0; }
};

/// Cells that count under a view: what an exact one has to visit.
double cells_under(const Prepared& prepared, Range rows, Range cols);

/// Pools all cells while they are in a cache: memory O(pixels + L), never O(L²). A view of more cells than `affordable`
/// is sampled (sampled_view.hpp) and says so. Errors: cancelled.
Result<MapView> map_view(const Prepared& prepared, Range rows, Range cols, int width, int height, TileKind kind,
                         Pooling pooling, const RunContext& run = {}, double affordable = 4e9);

/// Pools a tile already there (the whole map kept in memory).
MapView pool(const MapTile& tile, Range rows, Range cols, int width, int height, Pooling pooling);

} // namespace alphascope
