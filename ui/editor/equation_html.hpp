#pragma once
// The current system as equations, spelled with the design's own expressions.

#include "core/design/design.hpp"

#include <QString>

#include <vector>

namespace alphascope::ui {

/// One line "left = right", both HTML of the subset QLabel knows.
struct Equation {
    QString left, right;
};

/// h, A_i, b_j, q_i, s, α and the `let` bindings, from top to bottom.
std::vector<Equation> equations(const Design& design);

/// The same as one aligned table.
QString equation_html(const Design& design);

} // namespace alphascope::ui
