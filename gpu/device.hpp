#pragma once
// A device that runs kernels on its own memory, in order. No CUDA types: cuda_device.cpp is the real one,
// host_device.hpp one made of loops, and no_device.cpp stands in where the program was built without kernels.

#include "core/base/error.hpp"
#include "gpu/kernel_list.hpp"

#include <memory>
#include <mutex>
#include <string>

namespace alphascope::gpu {

/// Calls come in order and from one thread at a time (see Queue); copies have read or written the host's memory when
/// they return. Errors: unavailable (out of memory, a kernel that failed).
class Device {
public:
    virtual ~Device() = default;
    virtual std::string name() const = 0;        ///< "NVIDIA H100, compute capability 9.0"
    virtual std::size_t free_memory() const = 0; ///< bytes

    virtual Result<void*> allocate(std::size_t bytes) = 0; ///< aligned to 256 bytes
    virtual void release(void* memory) = 0;                ///< from any thread
    virtual Result<void> upload(const void* from, void* to, std::size_t bytes) = 0;
    /// `rows` rows of `width` bytes, `stride` bytes apart where they go to and `width` where they come from.
    virtual Result<void> download(const void* from, void* to, std::size_t width, std::size_t rows,
                                  std::size_t stride) = 0;
    virtual Result<void> launch(const Kernel& kernel, Size blocks) = 0;
    virtual Result<void> wait() = 0;

    std::mutex& mutex() { return mutex_; }

private:
    std::mutex mutex_;
};

/// The first CUDA device. Every failure of the runtime means no device, and is named; nothing throws.
Result<std::shared_ptr<Device>> find_device();

} // namespace alphascope::gpu
