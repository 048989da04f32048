#pragma once

#include "core/base/error.hpp"
#include "core/system/system.hpp"

namespace alphascope {

/// Products of b and q, and what φ and η are made with, must lie well inside float32, or engines of that precision lose
/// cells or make them infinite without a word. What is not finite itself is found by whoever looks at the cells. Error:
/// unavailable.
Result<void> check_float32_range(const System& system);

} // namespace alphascope
