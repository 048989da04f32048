#pragma once
// Why a text is no JSON, in words for somebody who writes it by hand.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace alphascope {

struct JsonAdvice {
    std::size_t begin = 0, length = 0; ///< bytes that are wrong; length 0 at the end of the text
    std::string message;               ///< what is wrong and what to write, without its place
};

/// The first thing that is wrong; nullopt when the text keeps the grammar.
std::optional<JsonAdvice> json_advice(std::string_view text);

} // namespace alphascope
