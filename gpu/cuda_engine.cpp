#include "gpu/cuda_engine.hpp"

#include "core/engine/cpu/tree_sizes.hpp"
#include "core/engine/float32_range.hpp"
#include "core/engine/lost_digits.hpp"
#include "gpu/device_prepared.hpp"

#include <fmt/format.h>

#include <mutex>

namespace alphascope {
namespace {

using namespace gpu;

class CudaEngine final : public Engine {
public:
    CudaEngine() = default;
    explicit CudaEngine(std::shared_ptr<Device> device) : device_(std::move(device)) {}

    Capability capability() const override {
        const auto& found = device();
        return {"cuda", found ? "float32 on " + (*found)->name() : found.error().message, found.has_value(), 20};
    }

protected:
    bool supports_pass(const System& system) const override {
        const auto steps = device() ? LeafSteps::of(system) : std::nullopt;
        return steps && DeviceTree<float>::supports(*steps);
    }
    Result<std::shared_ptr<const Prepared>> prepare_pass(std::shared_ptr<const System> system,
                                                         const RunContext& run) const override {
        const auto& found = device();
        if (!found)
            return failure(ErrorCode::unavailable, found.error().message + "; take engine cpu or reference",
                           "engine cuda");
        if (auto fits = check_float32_range(*system); !fits)
            return tl::unexpected(fits.error());
        const auto steps = LeafSteps::of(*system);
        auto single = prepare_in<float>(*found, system, *steps, run);
        if (!single)
            return tl::unexpected(std::move(single.error()));
        if (cpu::fits_single(*system, single->first)) {
            const auto lost = loses_digits(system, *single->second, run);
            if (!lost)
                return tl::unexpected(lost.error());
            if (!*lost)
                return std::move(single->second);
        }
        single->second.reset(); // its memory is wanted
        return prepare_in<double>(*found, system, *steps, run).map([](auto&& made) { return std::move(made.second); });
    }

private:
    template <class Real>
    static Result<std::pair<TreeSizes, std::shared_ptr<const Prepared>>>
    prepare_in(const std::shared_ptr<Device>& device, const std::shared_ptr<const System>& system,
               const LeafSteps& steps, const RunContext& run) {
        Queue queue(device);
        if (const std::size_t bytes = DeviceTree<Real>::bytes(*system, steps), free = device->free_memory();
            bytes > free)
            return failure(ErrorCode::unavailable,
                           fmt::format("{} tokens with {} state coordinates need about {:.1f} GB of the CUDA device's "
                                       "memory, of which {:.1f} GB are free: choose fewer tokens or coordinates, or "
                                       "engine cpu",
                                       system->length(), system->state_size(), static_cast<double>(bytes) * 1e-9,
                                       static_cast<double>(free) * 1e-9),
                           "engine cuda");
        auto tree = DeviceTree<Real>::grow(queue, *system, steps, run);
        if (!tree)
            return tl::unexpected(tree.error());
        auto grown = std::make_shared<OnDevice<Real>>(OnDevice<Real>{std::move(*tree), {}, {}, {}});
        if (const auto* convolution = std::get_if<ConvolutionSteps>(&system->steps))
            grown->kernel = queue.uploaded(std::span<const double>(
                convolution->kernel.data(), static_cast<std::size_t>(convolution->kernel.size())));
        if (const ShearSums sums(system->shear); !sums.empty()) {
            grown->shear = queue.uploaded(std::span<const double>(sums.sums()));
            const std::vector<long long> cuts(sums.cuts().begin(), sums.cuts().end());
            grown->cut = queue.uploaded(std::span<const long long>(cuts));
        }
        if (auto done = queue.finish(); !done)
            return tl::unexpected(done.error());
        const TreeSizes sizes = grown->tree.sizes();
        return std::pair<TreeSizes, std::shared_ptr<const Prepared>>(
            sizes, std::make_shared<DevicePrepared<Real>>(device, system, std::move(grown)));
    }

    /// The first call into the CUDA runtime takes a tenth of a second where there is a device: not at program start.
    const Result<std::shared_ptr<Device>>& device() const {
        std::call_once(looked_, [this] {
            if (!*device_)
                device_ = find_device();
        });
        return device_;
    }

    mutable std::once_flag looked_;
    mutable Result<std::shared_ptr<Device>> device_{std::shared_ptr<Device>()};
};

} // namespace

std::unique_ptr<Engine> make_cuda_engine() {
    return std::make_unique<CudaEngine>();
}

std::unique_ptr<Engine> make_cuda_engine(std::shared_ptr<gpu::Device> device) {
    return std::make_unique<CudaEngine>(std::move(device));
}

} // namespace alphascope
