#pragma once
// The current system as equations, spelled with the design's own expressions.

#include "core/design/design.hpp"
#include "core/design/properties.hpp"

#include <QString>

#include <string_view>
#include <vector>

namespace alphascope::ui {

/// One line "left = right", both HTML of the subset QLabel knows.
struct Equation {
    QString left, right;
};

/// h, A_i, b_j, q_i, s, α and the `let` bindings, from top to bottom.
std::vector<Equation> equations(const Design& design);

/// One choice by the symbol that difference() gives it ("A_i", "φ(s)", "skip"); empty where the design has none.
QString choice_html(const Design& design, std::string_view symbol);

/// A line of `where` of such a choice: a binding, a parameter's value, a norm.
Equation where_html(const Design& design, const MathLine& line);

/// The same as one aligned table.
QString equation_html(const Design& design);

} // namespace alphascope::ui
