#pragma once

#include "ui/compute/picture.hpp"

namespace alphascope::ui {

/// Answers a request from the stages. Runs on the worker.
Result<PicturePtr> show(Stages& stages, ShowRequest request, const RunContext& run);

/// How many times shorter a scene of that length is while a slider is held; 1 where it need not be.
Index coarse_factor(Index length);

/// The shorter scene, for pictures during a drag; null where the scene is short or given by a file.
ScenePtr coarse_scene(const ScenePtr& scene);

} // namespace alphascope::ui
