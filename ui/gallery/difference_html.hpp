#pragma once
// What changed between two designs, typeset for rich text.

#include "core/design/design.hpp"

#include <QPalette>
#include <QString>

namespace alphascope::ui {

/// A narrow table: each changed choice with its old formula above the new one; what stayed in one faint line.
QString changes_html(const Design& first, const Design& second, const QPalette& palette);

/// A wide table, both designs side by side; what changed stands out, what stayed is faint.
QString comparison_html(const Design& first, const Design& second, const QPalette& palette);

} // namespace alphascope::ui
