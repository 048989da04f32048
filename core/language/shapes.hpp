#pragma once
// What is known of a value before it is made: its axes. evaluate() obeys the same rules before it allocates anything.

#include "core/language/expression.hpp"

#include <map>
#include <optional>
#include <string>

namespace alphascope {

struct Shape {
    Axes axes;
    bool complex = false;
    std::optional<double> number; ///< of a real value without axes, where it is known
    double bytes() const;
    bool operator==(const Shape&) const = default;
};
Shape shape_of(const Value& value);
/// By the name of the value; nothing where it depends on numbers that only data tell.
using Shapes = std::map<std::string, std::optional<Shape>, std::less<>>;

/// An expression's value and what making it takes.
struct Sized {
    std::optional<Shape> shape; ///< nothing where it depends on numbers that only data tell
    double bytes = 0;           ///< of all numbers that live at the worst moment, the result's included
};

/// Follows an expression without its numbers, at a cost that does not depend on the sizes.
/// @param sizes the sizes and, for defaults, the generator's axes; its values are not read.
/// Errors as evaluate(), with the same words; a generator is taken for a default's where `sizes` has one.
Result<Sized> sized(const Expression& expression, const Environment& sizes, const Shapes& values);

} // namespace alphascope
