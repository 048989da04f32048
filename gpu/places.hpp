#pragma once
// Tokens, the panels of 32 that hold them, and the groups of four panels that tiles are made of.

#include "core/base/ranges.hpp"
#include "gpu/kernels/cell_scores.hpp"

#include <numeric>
#include <span>
#include <vector>

namespace alphascope::gpu {

inline Range groups_over(Range tokens) {
    return {tokens.begin / tile_size, (tokens.end + tile_size - 1) / tile_size};
}
inline Range tokens_of(Range groups) {
    return {groups.begin * tile_size, groups.end * tile_size};
}

/// As a list of panels.
inline std::vector<Index> all_of(Range panels) {
    std::vector<Index> list(static_cast<std::size_t>(panels.size()));
    std::iota(list.begin(), list.end(), panels.begin);
    return list;
}

/// The panels that hold some tokens, which come in increasing order, and where in their list each token finds its own.
struct Looked {
    std::vector<Index> panels;
    std::vector<CellPlace> places;
};
inline Looked looked_at(std::span<const Index> tokens) {
    Looked looked;
    for (const Index token : tokens) {
        if (looked.panels.empty() || looked.panels.back() != token / panel)
            looked.panels.push_back(token / panel);
        looked.places.push_back({token, static_cast<Size>(looked.panels.size()) - 1});
    }
    return looked;
}

} // namespace alphascope::gpu
