#include "core/engine/engine.hpp"

#include <algorithm>

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

Result<std::vector<const Engine*>> EngineRegistry::candidates(std::string_view id, const System& system) const {
    std::vector<const Engine*> able;
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
                return failure(ErrorCode::unavailable,
                               "engine " + capability.id + " has no " + std::string(step_kind_id(system.steps)) +
                                   " steps; use engine auto" + (capability.id == "reference" ? "" : " or reference"));
            if (colon == id.npos)
                return std::vector<const Engine*>{engine.get()};
            return variant_of(*engine, variant).map([](const Engine* one) { return std::vector{one}; });
        }
        if (capability.available && engine->supports(system))
            able.push_back(engine.get());
    }
    if (id != "auto")
        return failure(ErrorCode::usage, "there is no engine '" + std::string(id) + "'; choose one of " + known);
    if (able.empty())
        return failure(ErrorCode::unavailable, "no engine supports this system");
    std::stable_sort(able.begin(), able.end(),
                     [](const Engine* a, const Engine* b) { return a->capability().rank > b->capability().rank; });
    return able;
}

Result<const Engine*> EngineRegistry::pick(std::string_view id, const System& system) const {
    return candidates(id, system).map([](const std::vector<const Engine*>& able) { return able.front(); });
}

Result<EngineChoice> EngineRegistry::prepare(std::string_view id, std::shared_ptr<const System> system,
                                             const RunContext& run, const EngineChoice* like) const {
    const auto able = candidates(id, *system);
    if (!able)
        return tl::unexpected(able.error());
    std::string remark;
    for (auto at = able->begin();; ++at) { // one there is
        const Engine* engine = *at;
        if (like && like->engine == engine)
            if (auto shared = like->prepared->with(system))
                return EngineChoice{engine, std::move(shared), std::move(remark)};
        auto prepared = engine->prepare(system, run);
        if (prepared)
            return EngineChoice{engine, std::move(*prepared), std::move(remark)};
        if (prepared.error().code != ErrorCode::unavailable || at + 1 == able->end())
            return tl::unexpected(std::move(prepared.error()));
        remark += (remark.empty() ? "" : "; ") + one_line(prepared.error());
    }
}

} // namespace alphascope
