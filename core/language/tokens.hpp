#pragma once
// The words of an expression.

#include "core/language/diagnostics.hpp"

#include <string_view>
#include <vector>

namespace alphascope {

struct Token {
    enum class Kind { number, name, symbol, end };
    Kind kind = Kind::end;
    std::string_view text; ///< a part of the source text
    Span place;
    double number = 0;
};

/// Splits a text into tokens; the last one is `end`. Names are [A-Za-z_][A-Za-z0-9_]*; numbers 1, 1.5, .5, 1e-3.
Result<std::vector<Token>> tokenise(std::string_view text);

/// Whether a text is one name, as a design may declare it.
bool is_name(std::string_view text);

} // namespace alphascope
