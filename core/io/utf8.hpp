#pragma once
// Text that comes from files is checked once, at the door; everything behind may assume UTF-8.

#include <cstddef>
#include <string_view>

namespace alphascope {

/// Offset of the first byte that does not start a well-formed UTF-8 character (RFC 3629: no overlong forms, no
/// surrogates, nothing above U+10FFFF), or npos when all of `text` is well formed.
std::size_t first_invalid_utf8(std::string_view text);

} // namespace alphascope
