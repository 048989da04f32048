#pragma once

#include "core/base/error.hpp"
#include "core/io/json_place.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace alphascope::ui {

/// Where byte `offset` of a decoded text stands in the document; `begin` is the place of the text's opening quote.
std::size_t place_in_json_text(std::string_view text, std::size_t begin, std::size_t offset);

/// The characters an error is about: those of the formula that it names, else the first line of its value. Never empty
/// unless the document is.
TextRange place_of_error(std::string_view text, const Error& error);

/// The JSON pointer of the text value (not a key) that a byte of the document lies in. What follows that byte may be
/// anything: the document is being written. nullopt elsewhere.
std::optional<std::string> json_text_pointer(std::string_view text, std::size_t offset);

/// The JSON pointer of the object whose key a byte of the document lies in; nullopt elsewhere.
std::optional<std::string> json_key_object(std::string_view text, std::size_t offset);

} // namespace alphascope::ui
