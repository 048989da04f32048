#pragma once
// Pixels over every cell under them, gathered from pieces of the map that come in any order and from any thread. What a
// pixel is does not depend on either: partial results of its strips are put together in order.

#include "core/analysis/cell_sample.hpp"
#include "core/analysis/view_grids.hpp"

namespace alphascope {

class ExactPixels {
public:
    ExactPixels(const ViewFrame& frame, bool causal);

    const ViewGrids& grids() const { return grids_; }
    /// The cells under some rows of distinct pixels.
    Range cells_under(Range pixel_rows) const;

    /// Pieces of the cells under these rows of distinct pixels are to come. A piece lies in one strip of 32 aligned
    /// rows; pieces of one strip come from one thread at a time.
    void begin(Range pixel_rows);
    void add(const Prepared::Piece& piece);
    /// Writes the pixels and the sample of cells, and adds up the cells that are not finite.
    void finish(MapView& view);

private:
    /// The rows of a pixel that lie in one strip.
    struct Part {
        Range rows;
        Index pixel_row;
        Index non_finite = 0;
    };
    void add_largest(Part& part, std::size_t k, const Prepared::Piece& piece, Range cols);
    void add_sums(Part& part, std::size_t k, const Prepared::Piece& piece, Range cols);

    ViewGrids grids_;
    Pooling pooling_;
    Range pixel_rows_;
    std::vector<Part> parts_;
    std::vector<float> largest_; ///< parts × columns of distinct pixels
    std::vector<double> sums_;   ///< the same, for means
    CellSample sample_;          ///< of a view that is pooled
};

} // namespace alphascope
