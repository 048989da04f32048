#pragma once
// How much of a map is worked on at a time.

#include "core/base/ranges.hpp"
#include "core/engine/cpu/kernels.hpp"

#include <vector>

namespace alphascope::cpu {

inline constexpr Index piece_columns = 16 * panel; // 32 rows of them stay in the second cache
inline constexpr Index piece_stride =
    piece_columns + 16;                    // rows a power of two apart would share few lines of the first
inline constexpr Index block_panels = 256; // carried at a time: bounds memory, for any size of tile

/// Parts of a range of panels, cut at multiples of block_panels.
inline std::vector<Range> blocks_of(Range panels) {
    return parts_of(panels, block_panels);
}

inline Range panels_over(Range tokens) {
    return {tokens.begin / panel, tokens.size() == 0 ? tokens.begin / panel : (tokens.end + panel - 1) / panel};
}

} // namespace alphascope::cpu
