#pragma once
// Names that an expression reads from its environment, and what is said when there is nothing to read.

#include "core/language/expression.hpp"
#include "core/language/tree.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace alphascope {

/// "unknown signal 'kk' at column 8; did you mean 'k'?", or why an axis or a word of readout and normaliser is none.
Error unknown_name_error(std::string_view source, const Node& node, const std::vector<std::string>& known,
                         bool is_axis);

/// A name the language knows by itself, and what it stands for.
struct KnownName {
    std::string_view name, help;
};
std::span<const KnownName> built_in_table(); ///< L, n, dim, heads, head, position, pi
std::span<const KnownName> row_name_table(); ///< words of a formula for φ (the first, score) or η (the others)
std::span<const KnownName> axis_table();     ///< axes that need no declaration

bool is_built_in(std::string_view name); ///< one of built_in_table()

/// L, n, dim, heads, pi as numbers, head and position as arrays.
std::optional<Value> built_in_number(std::string_view name, const Environment& environment);

/// 0, 1, ..., size - 1 along an axis.
Value count_along(std::string_view axis, Index size);

} // namespace alphascope
