#pragma once
// The engine "cuda" as the rest of the program sees it: core's interface, no CUDA types.

#include "core/engine/engine.hpp"

#include <memory>

namespace alphascope {

namespace gpu {
class Device;
}

/// Looks for a device when first asked. Without one its capability is unavailable and says why, supports() is false for
/// every system, and prepare() returns ErrorCode::unavailable; so does prepare() when the device's memory is too small.
std::unique_ptr<Engine> make_cuda_engine();

/// The same engine on a given device.
std::unique_ptr<Engine> make_cuda_engine(std::shared_ptr<gpu::Device> device);

} // namespace alphascope
