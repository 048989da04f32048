#pragma once
// A device made of loops: runs the bodies of the kernels thread by thread on the host, so that their indices, masks and
// reductions are tested where there is no device. Memory begins as NaN, and threads of a phase run in either order: a
// body that reads what was never written, or what another thread of the phase writes, gives other results.

#include "gpu/device.hpp"

namespace alphascope::gpu {

enum class ThreadOrder { forward, backward };

/// @param memory_limit bytes; more is out of memory
std::shared_ptr<Device> make_host_device(ThreadOrder order, std::size_t memory_limit = std::size_t{4} << 30);

} // namespace alphascope::gpu
