#pragma once
// Widths and text sizes that venues ask for (UI 4.3).

#include "core/base/error.hpp"
#include "ui/figure/figure.hpp"

#include <span>
#include <string_view>

namespace alphascope::figure {

struct PagePreset {
    std::string_view id, name;
    double width_inches, base_points, small_points;
    LetterStyle letters = LetterStyle::in_parentheses;

    /// Whole points, because PDF pages are: 3.25 in is 234, 2.7 in is 194.
    double width_points() const;
    Theme theme() const;
};

/// "neurips" first: the default.
std::span<const PagePreset> page_presets();

/// By id, or by a width: "4.2in", "89mm", "300pt" (8 / 6.5 pt text). Error usage lists the ids.
Result<PagePreset> page_preset(std::string_view id_or_width);

} // namespace alphascope::figure
