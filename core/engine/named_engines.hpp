#pragma once
// Engines by name, for tables that set several side by side.

#include "core/engine/engine.hpp"

namespace alphascope {

struct NamedEngine {
    std::string id;       ///< as it was asked for: "cpu", "cpu:avx2"
    const Engine* engine; ///< null where it is not here; belongs to the registry
    std::string detail;   ///< what it is, or why it is not here
};

/// The engines of these ids, in their order; the best there is for "auto". What is not here is in the list and says
/// why. Errors: usage for an id no engine has.
Result<std::vector<NamedEngine>> engines_named(const EngineRegistry& registry, const std::vector<std::string>& ids);

/// Every engine of the registry, or each of its variants in its place.
std::vector<std::string> engine_ids(const EngineRegistry& registry, bool variants);

} // namespace alphascope
