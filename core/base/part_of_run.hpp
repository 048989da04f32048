#pragma once

#include "core/base/run_context.hpp"

namespace alphascope {

/// For a step of a longer computation: its 0 to 1 are `from` to `to` of the whole. @pre `run` outlives it
inline RunContext part_of(const RunContext& run, double from, double to) {
    return {run.stop, [&run, from, to](double share) { run.report(from + share * (to - from)); }};
}

} // namespace alphascope
