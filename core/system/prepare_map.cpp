#include "core/system/prepare_map.hpp"

#include "core/system/given_map.hpp"

namespace alphascope {

Result<EngineChoice> prepare_map(const Realised& realised, Index map, const EngineRegistry& engines,
                                 std::string_view engine, const RunContext& run) {
    if (realised.given_map)
        return EngineChoice{nullptr, prepare_given(realised.given_map->of(map)), {}};
    return realised.system(map, run).and_then(
        [&](const std::shared_ptr<const System>& system) { return engines.prepare(engine, system, run); });
}

Result<ReadyMap> prepare_map(std::shared_ptr<const Realised> realised, Index map, const EngineRegistry& engines,
                             std::string_view engine, const RunContext& run, const ReadyMap& last) {
    if (realised->given_map) {
        auto choice = prepare_map(*realised, map, engines, engine, run);
        return std::move(choice).map([&](EngineChoice&& made) {
            return ReadyMap{std::move(realised), map, std::move(made), std::make_shared<const char>()};
        });
    }
    const bool same = last.realised && last.map == map && same_dynamics(*last.realised, *realised);
    return realised->system(map, run)
        .and_then([&](const std::shared_ptr<const System>& system) {
            return engines.prepare(engine, system, run, same ? &last.choice : nullptr);
        })
        .map([&](EngineChoice choice) {
            return ReadyMap{std::move(realised), map, std::move(choice),
                            same ? last.dynamics : std::make_shared<const char>()};
        });
}

} // namespace alphascope
