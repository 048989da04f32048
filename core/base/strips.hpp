#pragma once
// Passes over long arrays, cut into strips that are worth a thread's while and short enough to be stopped between.

#include "core/base/run_context.hpp"
#include "core/base/types.hpp"

#include <functional>

namespace alphascope {

/// body(rows) for consecutive strips that together are [0, count); `numbers_a_row` tells how much work a row is, and so
/// how many make a strip. Short arrays are one strip. Strips run on any threads: each writes its own rows. Once
/// stopped, the rest is left out; the caller asks run.cancelled() before it uses the result.
void for_strips(Index count, Index numbers_a_row, const std::function<void(Range)>& body, const RunContext& run = {});

} // namespace alphascope
