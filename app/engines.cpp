#include "app/engines.hpp"

#include "gpu/cuda_engine.hpp"

namespace alphascope {

EngineRegistry make_engines() {
    EngineRegistry registry;
    registry.add(make_reference_engine());
    registry.add(make_cpu_engine());
    registry.add(make_cuda_engine());
    return registry;
}

} // namespace alphascope
