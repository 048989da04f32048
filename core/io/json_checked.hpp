#pragma once
// The one way JSON enters the program: strict, bounded, with the place of what is wrong. Private to core (nlohmann).

#include "core/base/error.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace alphascope {

struct JsonLimits {
    std::size_t bytes = std::size_t{16} << 20;
    int depth = 64; ///< nested arrays and objects; the document itself is the first
};

/// Parses one JSON document, members in the order they are written. Refuses, beyond what RFC 8259 forbids (NaN,
/// comments, text after the end, ...): more than `limits`, text that is not UTF-8, numbers beyond double, and objects
/// that name a member twice. Errors carry `code` and `where` as given, the byte offset of the place, and a message that
/// begins with its line and column, both from 1, columns in characters.
Result<nlohmann::ordered_json> parse_json(std::string_view text, const std::string& where,
                                          ErrorCode code = ErrorCode::invalid_design, JsonLimits limits = {});

} // namespace alphascope
