#pragma once
// Which CUDA device there is. No CUDA types: device.cpp asks the runtime, no_device.cpp stands in without a toolkit.

#include <string>

namespace alphascope::gpu {

struct Device {
    bool found = false;
    std::string description; ///< "NVIDIA H100, compute capability 9.0", or why there is none
};

/// Asks the CUDA runtime. Every failure of it means no device, and is named; nothing throws.
Device find_device();

} // namespace alphascope::gpu
