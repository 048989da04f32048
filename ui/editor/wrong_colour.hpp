#pragma once

#include <QPalette>

namespace alphascope::ui {

/// The red of what is wrong: at least 4.5:1 on the fields and panels of either theme.
inline QColor wrong_colour(const QPalette& palette) {
    return palette.color(QPalette::Base).lightness() > 127 ? QColor(0xc2, 0x2f, 0x3a) : QColor(0xff, 0x86, 0x8e);
}

} // namespace alphascope::ui
