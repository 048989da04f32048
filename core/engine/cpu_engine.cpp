#include "core/engine/cpu_prepared.hpp"

namespace alphascope {
namespace {

class CpuEngine : public Engine {
public:
    Capability capability() const override { return {"cpu", "float32 results of float64 states, all cores", true, 10}; }
    bool supports(const System& system) const override {
        // The state of a convolution is the lag itself: there is nothing a delay could double.
        return !(system.delay && std::holds_alternative<ConvolutionSteps>(system.steps));
    }

protected:
    Result<std::shared_ptr<const Prepared>> prepare_pass(std::shared_ptr<const System> system,
                                                         const RunContext&) const override {
        return std::make_shared<CpuPrepared>(std::move(system));
    }
};

} // namespace

std::unique_ptr<Engine> make_cpu_engine() {
    return std::make_unique<CpuEngine>();
}

} // namespace alphascope
