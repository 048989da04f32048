#pragma once

#include "core/analysis/pooling.hpp"

namespace alphascope {

/// The view moved to another part of the map from the pixels there are, until the true one is computed: what the old
/// view did not cover is `outside`, what it covered keeps its pooling. Extremes and counts are those of the old view.
MapView preview(const MapView& view, Range rows, Range cols);

} // namespace alphascope
