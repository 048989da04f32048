#pragma once
// Some cells as they are, of a map that is shown pooled: a largest of many says little about the many.

#include "core/engine/engine.hpp"

namespace alphascope {

/// Cells at the crossings of up to `side` rows and columns, evenly spread over a part of a map and without a period.
class CellSample {
public:
    static constexpr int side = 96;

    CellSample() = default; ///< of nothing
    CellSample(Range rows, Range cols, bool causal);

    /// Takes what a piece of the map has of them. Pieces with different rows may come from different threads.
    void take(const Prepared::Piece& piece);
    /// side × side numbers, row by row; quiet NaN for cells that no piece had and those above a causal diagonal.
    const std::vector<float>& values() const { return values_; }

private:
    bool causal_ = true;
    std::vector<Index> rows_, cols_;
    std::vector<float> values_;
};

} // namespace alphascope
