#pragma once
// Views over every cell, by bands of pixel rows: each band is done before the next begins.

#include "core/analysis/pooling.hpp"

#include <functional>

namespace alphascope {

/// Makes the rows of `view` exact from view.exact_rows on; `banded` is told after each band. When all are done the view
/// is exact. Errors: cancelled; what was done until then stays, and another call goes on from there.
Result<void> make_exact(const Prepared& prepared, MapView& view, const RunContext& run,
                        const std::function<void(const MapView&)>& banded = {});

} // namespace alphascope
