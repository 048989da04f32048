#include "core/engine/named_engines.hpp"

#include "core/engine/example_systems.hpp"

namespace alphascope {

Result<std::vector<NamedEngine>> engines_named(const EngineRegistry& registry, const std::vector<std::string>& ids) {
    const System any = example_system("identity", 1, 1);
    std::vector<NamedEngine> engines;
    for (const std::string& id : ids) {
        const auto engine = registry.pick(id, any);
        if (engine) {
            const Capability capability = (*engine)->capability();
            engines.push_back({id == "auto" ? capability.id : id, *engine, capability.detail});
        } else if (engine.error().code == ErrorCode::unavailable) {
            engines.push_back({id, nullptr, engine.error().message});
        } else {
            return tl::unexpected(engine.error());
        }
    }
    return engines;
}

std::vector<std::string> engine_ids(const EngineRegistry& registry, bool variants) {
    std::vector<std::string> ids;
    for (const auto& engine : registry.engines()) {
        const std::string id = engine->capability().id;
        const auto names = variants ? engine->variants() : std::vector<std::string>();
        if (names.empty())
            ids.push_back(id);
        for (const std::string& name : names)
            ids.push_back(id + ":" + name);
    }
    return ids;
}

} // namespace alphascope
