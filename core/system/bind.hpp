#pragma once
// The first half of realise(): every signal gets its array, from the file by name or from its generator.

#include "core/design/design.hpp"
#include "core/scene/scene.hpp"

#include <map>
#include <string>
#include <vector>

namespace alphascope {

struct BoundSignals {
    Environment environment; ///< sizes and parameters; signals are added as values
    std::map<std::string, Value> signals;
    std::vector<std::string> given, unused, warnings;
    Tokens tokens; ///< made only when a signal is generated, or when the scene has labels
};

/// Binds file arrays to signals by name, checks their axes against each other (all mismatches in one error), and makes
/// the other signals from their default or their role's generator.
Result<BoundSignals> bind_signals(const Design& design, const LoadedScene& scene);

} // namespace alphascope
