#pragma once

#include "core/analysis/pixel_grid.hpp"
#include "core/base/random.hpp"

namespace alphascope {

/// One cell of each pixel: the same for the same cells, and without a period.
inline std::vector<Index> sample_positions(const PixelGrid& grid) {
    const RandomStream stream(0, "sample positions");
    std::vector<Index> positions;
    for (Index p = 0; p < grid.size(); ++p) {
        const Range cells = grid.cells_of(p);
        const auto draw = stream.bits(static_cast<std::uint64_t>(cells.begin));
        positions.push_back(cells.begin + static_cast<Index>(draw % static_cast<std::uint64_t>(cells.size())));
    }
    return positions;
}

} // namespace alphascope
