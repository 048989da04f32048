#include "gpu/cuda_engine.hpp"

#include "gpu/device.hpp"

#include <mutex>

namespace alphascope {
namespace {

class CudaEngine final : public Engine {
public:
    Capability capability() const override { return {.id = "cuda", .detail = detail(), .available = false, .rank = 0}; }

    bool supports(const System&) const override { return false; }

protected:
    Result<std::shared_ptr<const Prepared>> prepare_pass(std::shared_ptr<const System>,
                                                         const RunContext&) const override {
        return failure(ErrorCode::unavailable, detail() + "; take engine cpu or reference", "engine cuda");
    }

private:
    /// The first call into the CUDA runtime takes a tenth of a second where there is a device: not at program start.
    std::string detail() const {
        std::call_once(looked_, [this] { device_ = gpu::find_device(); });
        if (!device_.found)
            return device_.description;
        return device_.description + ", is here, but this version has no CUDA kernels";
    }

    mutable std::once_flag looked_;
    mutable gpu::Device device_;
};

} // namespace

std::unique_ptr<Engine> make_cuda_engine() {
    return std::make_unique<CudaEngine>();
}

} // namespace alphascope
