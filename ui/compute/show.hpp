#pragma once

#include "ui/compute/picture.hpp"

namespace alphascope::ui {

/// Answers a request from the stages. Runs on the worker.
Result<PicturePtr> show(Stages& stages, ShowRequest request, const RunContext& run);

/// A scene of a quarter of the length, for pictures during a drag; null where the scene is short or given by a file.
ScenePtr coarse_scene(const ScenePtr& scene);
inline constexpr Index coarse_above = 1024, coarse_factor = 4;

} // namespace alphascope::ui
