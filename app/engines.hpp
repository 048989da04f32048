#pragma once
// The list of engines: the one place that knows all of them.

#include "core/engine/engine.hpp"

namespace alphascope {

/// reference, cpu, cuda, in this order; what cannot run here is in the list too and says why.
EngineRegistry make_engines();

} // namespace alphascope
