#include "core/engine/engine.hpp"

namespace alphascope {
namespace {

Result<const Engine*> variant_of(const Engine& engine, std::string_view name) {
    if (const Engine* variant = engine.variant(name))
        return variant;
    std::string known;
    for (const std::string& each : engine.variants())
        known += (known.empty() ? "" : ", ") + each;
    return failure(ErrorCode::unavailable, "engine " + engine.capability().id + " has no '" + std::string(name) +
                                               "' here; " +
                                               (known.empty() ? "it comes in one kind" : "choose one of " + known));
}

} // namespace

void EngineRegistry::add(std::unique_ptr<Engine> engine) {
    engines_.push_back(std::move(engine));
}

std::vector<Capability> EngineRegistry::capabilities() const {
    std::vector<Capability> all;
    for (const auto& engine : engines_)
        all.push_back(engine->capability());
    return all;
}

Result<const Engine*> EngineRegistry::pick(std::string_view id, const System& system) const {
    const Engine* best = nullptr;
    const std::size_t colon = id.find(':');
    const std::string_view variant = colon == id.npos ? std::string_view() : id.substr(colon + 1);
    std::string known = "auto";
    for (const auto& engine : engines_) {
        const Capability capability = engine->capability();
        known += ", " + capability.id;
        if (id.substr(0, colon) == capability.id) {
            if (!capability.available)
                return failure(ErrorCode::unavailable,
                               "engine " + capability.id + " is not here: " + capability.detail);
            if (!engine->supports(system))
                return failure(ErrorCode::unavailable, "engine " + capability.id + " has no " +
                                                           std::string(step_kind_id(system.steps)) +
                                                           " steps; use engine auto or reference");
            return colon == id.npos ? engine.get() : variant_of(*engine, variant);
        }
        if (capability.available && engine->supports(system) && (!best || capability.rank > best->capability().rank))
            best = engine.get();
    }
    if (id != "auto")
        return failure(ErrorCode::usage, "there is no engine '" + std::string(id) + "'; choose one of " + known);
    if (!best)
        return failure(ErrorCode::unavailable, "no engine supports this system");
    return best;
}

} // namespace alphascope
