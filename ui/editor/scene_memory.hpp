#pragma once

#include "core/design/design.hpp"
#include "core/scene/scene.hpp"

namespace alphascope::ui {

/// About how many bytes a design takes on a generated scene: its tokens and signals, and as much again for what the
/// formulas make of them.
double scene_bytes(const Design& design, const Scene& scene);

} // namespace alphascope::ui
