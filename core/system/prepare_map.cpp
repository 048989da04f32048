#include "core/system/prepare_map.hpp"

namespace alphascope {

Result<std::shared_ptr<const Prepared>> prepare_map(const Realised& realised, Index map, const EngineRegistry& engines,
                                                    std::string_view engine, const RunContext& run) {
    return realised.system(map, run).and_then([&](const std::shared_ptr<const System>& system) {
        return engines.pick(engine, *system).and_then([&](const Engine* picked) {
            return picked->prepare(system, run);
        });
    });
}

} // namespace alphascope
