#pragma once
// All that one map wants said on its way out: stderr, JSON, figure and window tell the same list.

#include "core/analysis/pooling.hpp"
#include "core/analysis/stored_map.hpp"
#include "core/system/not_finite.hpp"

namespace alphascope {

/// What is not finite in rows × cols of a map, strip by strip: memory O(strip). Errors: those of tiles.
Result<NotFinite> not_finite_in(const Prepared& prepared, Range rows, Range cols, const RunContext& run = {});

/// "each pixel: largest |α| of 4 × 4 cells", or that it is a sample; nothing where a pixel is at most a cell.
std::vector<Remark> remarks_on(const MapView& view);

/// Numbers beyond the ends of the colours, which are drawn like the ends.
struct BeyondColours {
    Index below = 0, above = 0;
    bool pooled = false;             ///< counted in pixels, else in cells
    double minimum = 0, maximum = 0; ///< the ends
};
std::vector<Remark> remarks_on(const BeyondColours& beyond);

/// Why "auto" passed over a faster engine (EngineChoice::remark); nothing where that is empty.
std::vector<Remark> remarks_on_engine(const std::string& passed_over, const std::string& taken);

/// In the order of the kinds, no sentence twice.
std::vector<Remark> in_order(std::vector<Remark> remarks);
void append(std::vector<Remark>& remarks, std::vector<Remark> more);

} // namespace alphascope
