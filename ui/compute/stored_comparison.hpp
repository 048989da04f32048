#pragma once

#include "ui/compute/stages.hpp"

namespace alphascope::ui {

/// Compares one map with what its tensor file stored as `alpha` and `o`. Empty where the file has none, its axes are
/// other ones, or the design is not the file's own. O(L² + L·values).
StoredComparison compare_with_stored(const Realised& realised, Index map, const MapTile& alpha);

} // namespace alphascope::ui
