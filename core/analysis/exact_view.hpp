#pragma once
// Views over every cell, by bands of pixel rows: each band is done before the next begins.

#include "core/analysis/pooling.hpp"

#include <functional>

namespace alphascope {

/// Makes the rows of `view` exact from the top on; `banded` is told after each band, with view.exact_rows counting.
/// When all are done the view is exact. Errors: cancelled; what was done until then stays.
Result<void> make_exact(const Prepared& prepared, MapView& view, const RunContext& run,
                        const std::function<void(const MapView&)>& banded = {});

} // namespace alphascope
