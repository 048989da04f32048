#pragma once
// A stored o or alpha tells how the arrays beside it are to be read: under the right reading it comes out.

#include "core/design/design.hpp"
#include "core/scene/scene.hpp"
#include "core/system/axis_readings.hpp"

#include <optional>
#include <vector>

namespace alphascope {

/// The only one of the readings under which the file's o or alpha comes out, in the first 32 rows of some
/// of the maps; nothing where none or several do, or nothing is stored. o may have its heads and tokens in either
/// order. Costs one realisation a reading.
std::optional<std::size_t> reading_that_reproduces(const Design& design, const LoadedScene& scene,
                                                   const std::vector<AxisReading>& readings, const RunContext& run);

} // namespace alphascope
