#pragma once

#include "core/analysis/pixel_grid.hpp"
#include "core/base/random.hpp"

namespace alphascope {

/// One cell of each pixel: the same for the same cells and the same purpose, and without a period. Where rows and
/// columns are drawn for one purpose, a map's diagonal is met at each crossing that it can be met at.
inline std::vector<Index> sample_positions(const PixelGrid& grid, std::string_view purpose = "sample positions") {
    const RandomStream stream(0, purpose);
    std::vector<Index> positions;
    for (Index p = 0; p < grid.size(); ++p) {
        const Range cells = grid.cells_of(p);
        const auto draw = stream.bits(static_cast<std::uint64_t>(cells.begin));
        positions.push_back(cells.begin + static_cast<Index>(draw % static_cast<std::uint64_t>(cells.size())));
    }
    return positions;
}

} // namespace alphascope
