#pragma once
// Text that comes from files is checked once, at the door; everything behind may assume UTF-8.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace alphascope {

/// Offset of the first byte that does not start a well-formed UTF-8 character (RFC 3629: no overlong forms, no
/// surrogates, nothing above U+10FFFF), or npos when all of `text` is well formed.
std::size_t first_invalid_utf8(std::string_view text);

/// For messages: about `limit` bytes of `text` at most, cut between characters and marked "..." when cut; control
/// characters and what is not UTF-8 become '?'. One line, whatever a file holds.
std::string excerpt(std::string_view text, std::size_t limit = 80);

/// An excerpt in double quotes.
std::string in_quotes(std::string_view text);

/// "'a', 'b', 'c' and 4 more": at most eight names in single quotes.
std::string listed(const std::vector<std::string>& names);

} // namespace alphascope
