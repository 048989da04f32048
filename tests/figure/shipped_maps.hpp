#pragma once
// First maps of the shipped presets, as the window and the command line see them.

#include "core/analysis/pooling.hpp"

#include <string>
#include <vector>

namespace alphascope::test {

/// Ids of the shipped presets, in order.
std::vector<std::string> shipped_ids();

struct ShippedMap {
    std::shared_ptr<const Prepared> prepared;
    /// All of the map in a square of pixels, never more than there are cells.
    MapView view(int pixels) const;
    /// Causal cells of some rows, evenly spread; of all rows where there are no more.
    std::vector<float> cells(Index rows) const;
};

/// Map 0 of a preset on its own made-up tokens.
ShippedMap shipped_map(const std::string& id, Index length);

} // namespace alphascope::test
