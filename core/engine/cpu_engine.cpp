#include "core/base/free_memory.hpp"
#include "core/engine/cpu/level.hpp"
#include "core/engine/cpu/tree_prepared.hpp"
#include "core/engine/cpu_prepared.hpp"
#include "core/engine/float32_range.hpp"
#include "core/engine/lost_digits.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace alphascope {
namespace {

using namespace cpu;

class CpuEngine : public Engine {
public:
    CpuEngine(Level level, std::size_t memory_limit) : level_(level), memory_limit_(memory_limit) {}
    Capability capability() const override {
        return {"cpu", "float32, all cores, " + std::string(level_id(level_)), true, 10};
    }

protected:
    bool supports_pass(const System& system) const override {
        // The state of a convolution is the lag itself: there is nothing a delay could double.
        return !(system.delay && std::holds_alternative<ConvolutionSteps>(system.steps));
    }
    Result<std::shared_ptr<const Prepared>> prepare_pass(std::shared_ptr<const System> system,
                                                         const RunContext& run) const override {
        if (auto fits = check_float32_range(*system); !fits)
            return tl::unexpected(fits.error());
        const Kernels& kernels = kernels_of(level_);
        const auto steps = LeafSteps::of(*system);
        if (!steps)
            return std::make_shared<CpuPrepared>(std::move(system), kernels.march);
        if (auto fits = check_memory(*system, TransportTree<float>::bytes(*system, *steps)); !fits)
            return tl::unexpected(fits.error());
        {
            auto single = TransportTree<float>::grow(*system, *steps, kernels.single, run);
            if (!single)
                return tl::unexpected(single.error());
            if (fits_single(*system, single->sizes())) {
                auto prepared = std::make_shared<TreePrepared<float>>(
                    system, std::make_shared<const TransportTree<float>>(std::move(*single)), kernels.rows);
                const auto lost = loses_digits(system, *prepared, run);
                if (!lost)
                    return tl::unexpected(lost.error());
                if (!*lost)
                    return prepared;
            }
        } // its memory is wanted
        if (auto fits = check_memory(*system, TransportTree<double>::bytes(*system, *steps)); !fits)
            return tl::unexpected(fits.error());
        auto twice = TransportTree<double>::grow(*system, *steps, kernels.twice, run);
        if (!twice)
            return tl::unexpected(twice.error());
        return std::make_shared<TreePrepared<double>>(
            std::move(system), std::make_shared<const TransportTree<double>>(std::move(*twice)), kernels.rows);
    }

private:
    Result<void> check_memory(const System& system, std::size_t bytes) const {
        const std::size_t limit = memory_limit_ > 0 ? memory_limit_ : free_memory() / 2;
        if (bytes <= limit)
            return {};
        return failure(ErrorCode::invalid_scene,
                       fmt::format("{} tokens with {} state coordinates need about {:.1f} GB to prepare, more than the "
                                   "{:.1f} GB that may be taken: choose fewer tokens or coordinates",
                                   system.length(), system.state_size(), static_cast<double>(bytes) * 1e-9,
                                   static_cast<double>(limit) * 1e-9));
    }

    Level level_;
    std::size_t memory_limit_;
};

/// The best instruction set, with all of them as variants.
class BestCpuEngine final : public CpuEngine {
public:
    explicit BestCpuEngine(std::size_t memory_limit) : CpuEngine(levels_here().back(), memory_limit) {
        for (const Level level : levels_here())
            variants_.emplace_back(level, memory_limit);
    }
    std::vector<std::string> variants() const override {
        std::vector<std::string> ids;
        for (const Level level : levels_here())
            ids.emplace_back(level_id(level));
        return ids;
    }
    const Engine* variant(std::string_view name) const override {
        const auto ids = variants();
        const auto found = std::find(ids.begin(), ids.end(), name);
        return found == ids.end() ? nullptr : &variants_[static_cast<std::size_t>(found - ids.begin())];
    }

private:
    std::vector<CpuEngine> variants_;
};

} // namespace

std::unique_ptr<Engine> make_cpu_engine(std::size_t memory_limit) {
    return std::make_unique<BestCpuEngine>(memory_limit);
}

} // namespace alphascope
