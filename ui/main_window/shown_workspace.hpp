#pragma once

#include "core/workspace/workspace.hpp"
#include "ui/compute/picture.hpp"

namespace alphascope::ui {

/// The scene of a picture, with the signals listed that were made up for it: whoever opens it is not asked again.
ScenePtr scene_of(const Picture& picture);

/// The document that makes exactly this picture: what a figure of it carries, whatever is written in the window now.
Workspace workspace_of(const Picture& picture);

} // namespace alphascope::ui
