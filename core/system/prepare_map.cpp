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

Result<ReadyMap> prepare_map(std::shared_ptr<const Realised> realised, Index map, const EngineRegistry& engines,
                             std::string_view engine, const RunContext& run, const ReadyMap& last) {
    auto system = realised->system(map, run);
    if (!system)
        return tl::unexpected(system.error());
    const auto picked = engines.pick(engine, **system);
    if (!picked)
        return tl::unexpected(picked.error());
    ReadyMap ready{std::move(realised), map, *picked, nullptr, nullptr};
    const bool same =
        last.prepared && last.map == map && last.engine == *picked && same_dynamics(*last.realised, *ready.realised);
    ready.dynamics = same ? last.dynamics : std::make_shared<const char>();
    if (same)
        ready.prepared = last.prepared->with(*system);
    if (!ready.prepared) {
        auto prepared = (*picked)->prepare(*system, run);
        if (!prepared)
            return tl::unexpected(prepared.error());
        ready.prepared = std::move(*prepared);
    }
    return ready;
}

} // namespace alphascope
