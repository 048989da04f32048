#pragma once

#include "core/workspace/workspace.hpp"

namespace alphascope::ui {

/// The workspace that shows a tensor file: its design by the file's metadata `architecture`, or the current design when
/// it names none or one that is not among the presets; its scene of the file's own sizes. Tried out here, so that a
/// file that does not fit is an error with all mismatches and not a broken document. `path` may be "sample:NAME".
Result<Workspace> open_tensors(const std::string& path, const Workspace& current);

/// Whether a name looks like tensors (.npz .npy .safetensors); what is in it decides later.
bool is_tensor_name(const std::string& path);

} // namespace alphascope::ui
