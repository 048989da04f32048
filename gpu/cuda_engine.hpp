#pragma once
// The engine "cuda" as the rest of the program sees it: core's interface, no CUDA types.

#include "core/engine/engine.hpp"

#include <memory>

namespace alphascope {

/// Looks for a device when first asked. It has no kernels yet: its capability is unavailable and says whether a device
/// was found or why not, supports() is false for every system, and prepare() returns ErrorCode::unavailable.
std::unique_ptr<Engine> make_cuda_engine();

} // namespace alphascope
