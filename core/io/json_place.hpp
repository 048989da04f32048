#pragma once
// Where things stand in the text of a JSON document, also in one that is being written.

#include <cstddef>
#include <optional>
#include <string_view>

namespace alphascope {

/// Half-open byte range in a text.
struct TextRange {
    std::size_t begin = 0, end = 0;
    bool operator==(const TextRange&) const = default;
};

/// Where the value a JSON pointer names stands in a document, quotes included; the longest known part of the pointer
/// when the rest is missing. nullopt when the text is not JSON up to there.
std::optional<TextRange> find_json_value(std::string_view text, std::string_view pointer);

/// A member of an object: its key, quotes included, and its value.
struct JsonMember {
    TextRange key, value;
};
/// The member a pointer names, nothing less. nullopt when it is missing or no object's.
std::optional<JsonMember> find_json_member(std::string_view text, std::string_view pointer);

} // namespace alphascope
