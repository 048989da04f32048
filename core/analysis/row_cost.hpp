#pragma once
// What the η of rows costs where it is not known.

#include "core/base/types.hpp"
#include "core/system/system.hpp"

namespace alphascope {

inline constexpr double cells_of_a_frame = 3e7; ///< on two cores some 30 ms

/// Cells that the η of all these rows are sums over.
double cells_of_rows(const System& system, Range rows);

} // namespace alphascope
