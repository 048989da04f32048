#pragma once

#include "core/engine/engine.hpp"

namespace alphascope {

/// η of rows, in increasing order, from at most 512 of the columns: a stratified sample, so what is spread over many
/// columns is met and what sits in a few may be missed. Exact for short rows, and where η does not depend on scores.
/// Errors: cancelled.
Result<RowScales> estimated_scales(const Prepared& prepared, std::span<const Index> rows, const RunContext& run = {});

} // namespace alphascope
