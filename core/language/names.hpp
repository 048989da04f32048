#pragma once
// Names that an expression reads from its environment, and what is said when there is nothing to read.

#include "core/language/expression.hpp"
#include "core/language/tree.hpp"

#include <optional>

namespace alphascope {

/// "unknown signal 'kk' at column 8; did you mean 'k'?", or why an axis or a word of readout and normaliser is none.
Error unknown_name_error(std::string_view source, const Node& node, const std::vector<std::string>& known,
                         bool is_axis);

bool is_built_in(std::string_view name); ///< one of built_in_names()

/// L, n, dim, heads, pi as numbers, head and position as arrays.
std::optional<Value> built_in_number(std::string_view name, const Environment& environment);

/// 0, 1, ..., size - 1 along an axis.
Value count_along(std::string_view axis, Index size);

} // namespace alphascope
