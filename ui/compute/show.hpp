#pragma once

#include "ui/compute/picture.hpp"

namespace alphascope::ui {

/// Answers a request from the stages. Runs on the worker.
Result<PicturePtr> show(Stages& stages, ShowRequest request, const RunContext& run);

/// A part of a map; empty ranges: all of it.
struct MapWindow {
    Range rows, cols;
};

/// The part moved into a map of `length` tokens without changing its size; all of the map where it is too large for it.
MapWindow clipped(MapWindow window, Index length);

/// How many times shorter a scene of that length is while a slider is held; 1 where it need not be.
Index coarse_factor(Index length);

/// The shorter scene, for pictures during a drag; null where the scene is short or given by a file.
ScenePtr coarse_scene(const ScenePtr& scene);

} // namespace alphascope::ui
