#include "gpu/device.hpp"

namespace alphascope::gpu {

Result<std::shared_ptr<Device>> find_device() {
    return failure(ErrorCode::unavailable, "this program was built without CUDA kernels");
}

} // namespace alphascope::gpu
