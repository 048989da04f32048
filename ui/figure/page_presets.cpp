#include "ui/figure/page_presets.hpp"

#include <QString>

#include <array>
#include <cmath>

namespace alphascope::figure {
namespace {

constexpr std::array presets{
    PagePreset{"neurips", "NeurIPS, full width", 5.5, 9, 7},
    PagePreset{"neurips-half", "NeurIPS, half width", 2.7, 9, 7},
    PagePreset{"iclr", "ICLR, full width", 5.5, 9, 7},
    PagePreset{"icml", "ICML, one column", 3.25, 8, 6},
    PagePreset{"icml-half", "ICML, one column", 3.25, 8, 6},
    PagePreset{"icml-full", "ICML, both columns", 6.75, 8, 6},
    PagePreset{"cvpr", "CVPR, one column", 3.25, 8, 6},
    PagePreset{"cvpr-full", "CVPR, both columns", 6.875, 8, 6},
    PagePreset{"aaai", "AAAI, one column", 3.3, 9, 7},
    PagePreset{"aaai-full", "AAAI, both columns", 6.975, 9, 7},
    PagePreset{"jmlr", "JMLR", 6.0, 9.9, 7.9},
    PagePreset{"tmlr", "TMLR", 6.5, 9, 7},
    PagePreset{"ieee", "IEEE, one column", 3.5, 8, 8},
    PagePreset{"ieee-full", "IEEE, both columns", 7.16, 8, 8},
    PagePreset{"nature", "Nature, one column (89 mm)", 89 / 25.4, 7, 6, LetterStyle::bold},
    PagePreset{"nature-full", "Nature, both columns (183 mm)", 183 / 25.4, 7, 6, LetterStyle::bold},
    PagePreset{"beamer", "Beamer 16:9 slide", 5.5, 11, 9},
};

std::optional<double> inches(std::string_view text) {
    const auto value = [&](std::size_t unit) {
        bool ok = false;
        const double number = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size() - unit)).toDouble(&ok);
        return ok && number > 0 ? std::optional(number) : std::nullopt;
    };
    for (const auto& [unit, per_inch] :
         {std::pair("in", 1.0), std::pair("mm", 25.4), std::pair("cm", 2.54), std::pair("pt", 72.0)})
        if (text.size() > 2 && text.ends_with(unit))
            if (const auto number = value(2))
                return *number / per_inch;
    return std::nullopt;
}

} // namespace

double PagePreset::width_points() const {
    return std::round(72 * width_inches);
}

Theme PagePreset::theme() const {
    Theme theme = Theme::paper(base_points, small_points);
    theme.letters = letters;
    return theme;
}

std::span<const PagePreset> page_presets() {
    return presets;
}

Result<PagePreset> page_preset(std::string_view id_or_width) {
    std::string ids;
    for (const auto& preset : presets) {
        if (preset.id == id_or_width)
            return preset;
        ids += (ids.empty() ? "" : ", ") + std::string(preset.id);
    }
    if (const auto width = inches(id_or_width)) {
        if (*width < 1 || *width > 100)
            return failure(ErrorCode::usage, "a page must be between 1in and 100in wide", std::string(id_or_width));
        return PagePreset{"custom", "Custom width", *width, 8, 6.5};
    }
    return failure(ErrorCode::usage, "unknown page: give a width such as 4.2in or 89mm, or one of " + ids,
                   std::string(id_or_width));
}

} // namespace alphascope::figure
