#include "gpu/device.hpp"

#include <cuda_runtime_api.h>

namespace alphascope::gpu {
namespace {

Device none(const std::string& reason) {
    return {false, "no CUDA device found (" + reason + ")"};
}

} // namespace

Device find_device() {
    // Without a driver the runtime reports an outdated one; its version 0 tells the two apart.
    int driver = 0;
    if (cudaDriverGetVersion(&driver) != cudaSuccess || driver == 0)
        return none("no NVIDIA driver is loaded");
    int count = 0;
    if (const cudaError_t status = cudaGetDeviceCount(&count); status != cudaSuccess)
        return none(cudaGetErrorString(status));
    if (count == 0)
        return none("the driver lists none");
    cudaDeviceProp properties{};
    if (const cudaError_t status = cudaGetDeviceProperties(&properties, 0); status != cudaSuccess)
        return none(cudaGetErrorString(status));
    return {true, std::string(properties.name) + ", compute capability " + std::to_string(properties.major) + "." +
                      std::to_string(properties.minor)};
}

} // namespace alphascope::gpu
