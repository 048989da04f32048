#pragma once
// What a design will take on a scene, told before it is taken.

#include "core/design/design.hpp"

#include <map>
#include <string>

namespace alphascope {

/// About how many bytes the tokens, signals and choices of a design take, and the system of one map. A formula counts
/// as much as the longest value it reads. @param given signals that a file has.
std::size_t memory_needed(const Design& design, const Environment& sizes, const std::map<std::string, Value>& given);

/// Refuses more than `limit` bytes with a message that says how much it would be and what to change.
Result<void> check_memory_needed(const Design& design, const Environment& sizes,
                                 const std::map<std::string, Value>& given, std::size_t limit);

} // namespace alphascope
