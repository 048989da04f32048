#pragma once

#include "core/base/error.hpp"
#include "core/scene/scene.hpp"

#include <string>

namespace alphascope::ui {

/// A sentence of core without the clauses that tell what to type on a command line ("; for that type --axes …"):
/// a window has controls for it. A clause begins at "; " or ": " and ends at the next "; ", line or end.
std::string without_options(std::string text);

/// The error as a sentence for a person: a field of the design or the scene is named without its first slash; a file
/// that is there by its name alone, one that is not there with all of its path, since that is what is looked for.
std::string sentence_of(Error error);

/// α itself is in the scene's file: no design is asked.
inline bool is_given_map(const Scene& scene) {
    return std::holds_alternative<GivenMapSource>(scene.source);
}

} // namespace alphascope::ui
