#pragma once
// How large the numbers of an expression can get, whatever its inputs are within their own bounds: interval arithmetic
// over the tree. Never too narrow; too wide where one name occurs several times.

#include "core/language/expression.hpp"

#include <limits>

namespace alphascope {

/// All numbers from low to high. Of a complex value the bounds are those of its real part.
struct Bounds {
    double low = -std::numeric_limits<double>::infinity(), high = std::numeric_limits<double>::infinity();
    bool complex = false;
    bool operator==(const Bounds&) const = default;
};

/// Names that are not in `known` and functions without a rule of their own are unbounded.
Bounds bounds_of(const Expression& expression, const std::map<std::string, Bounds>& known);

/// True when the whole expression is unit(...) along state: its norm is at most 1.
bool has_unit_norm(const Expression& expression);

} // namespace alphascope
