#pragma once

#include "core/base/error.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace alphascope::ui {

/// Half-open byte range in a text.
struct TextRange {
    std::size_t begin = 0, end = 0;
    bool operator==(const TextRange&) const = default;
};

/// Where the value a JSON pointer names stands in a document, quotes included; the longest known part of the pointer
/// when the rest is missing. nullopt when the text is not JSON up to there.
std::optional<TextRange> find_json_value(std::string_view text, std::string_view pointer);

/// Where byte `offset` of a decoded text stands in the document; `begin` is the place of the text's opening quote.
std::size_t place_in_json_text(std::string_view text, std::size_t begin, std::size_t offset);

/// The characters an error is about: those of the formula that it names, else the first line of its value. Never empty
/// unless the document is.
TextRange place_of_error(std::string_view text, const Error& error);

/// The JSON pointer of the text value (not a key) that a byte of the document lies in. What follows that byte may be
/// anything: the document is being written. nullopt elsewhere.
std::optional<std::string> json_text_pointer(std::string_view text, std::size_t offset);

} // namespace alphascope::ui
