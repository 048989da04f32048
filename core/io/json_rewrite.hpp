#pragma once
// Changes a document's text where its content changes and nowhere else, so that its layout stays its author's. Private
// to core (nlohmann).

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace alphascope {

/// `text` says `before` in its own layout, or is on the way to it: members may be left out and others may be wrong.
/// @returns the text with what differs between `before` and `after` put in. nullopt where a place is not found, or the
/// order of members differs.
std::optional<std::string> json_rewritten(std::string_view text, const nlohmann::ordered_json& before,
                                          const nlohmann::ordered_json& after);

/// The text with another value at a place, put in at the end of its object when it is missing; nullopt takes it out.
/// nullopt where the place is not found.
std::optional<std::string> json_with_value(std::string_view text, const std::string& pointer,
                                           const std::optional<nlohmann::ordered_json>& value);

} // namespace alphascope
