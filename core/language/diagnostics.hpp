#pragma once
// How the language says what is wrong: the place in the text, and the nearest right name.

#include "core/base/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace alphascope {

/// Characters of an expression's text, in bytes.
struct Span {
    std::ptrdiff_t offset = 0, length = 0;
};

/// Column of a byte, from 1; a multi-byte character counts once.
std::ptrdiff_t column_of(std::string_view text, std::ptrdiff_t offset);

/// invalid_design, "<message> at column <c><advice>", marking `place`.
Error error_at(std::string_view text, Span place, std::string_view message, std::string_view advice = {});

/// The candidate that differs least from `name` (insertions, deletions, replacements, swaps of neighbours; capitals
/// count less); empty when none is near.
std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates);

/// "; did you mean 'k'?", or the first few candidates, or nothing.
std::string name_advice(std::string_view name, const std::vector<std::string>& candidates);

/// The text in quotes, on one line and shortened in the middle when long.
std::string quoted(std::string_view text);

} // namespace alphascope
