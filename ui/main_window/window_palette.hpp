#pragma once

#include <QPalette>

namespace alphascope::ui {

/// Colours of the controls: warm white or blue-black, with a blue accent that keeps 4.5:1 on both.
QPalette window_palette(bool dark);

} // namespace alphascope::ui
