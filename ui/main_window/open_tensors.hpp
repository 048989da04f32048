#pragma once

#include "core/workspace/workspace.hpp"

#include <vector>

namespace alphascope::ui {

/// Tensors to be shown. The design is the file's own by its metadata, or the one named here, or the current one.
struct TensorRequest {
    TensorSource source; ///< the path may be "sample:NAME"
    Workspace current;
    DesignPtr design; ///< chosen on purpose; null: none
};

/// Why a file cannot be shown with a design, and what would help.
struct TensorMisfit {
    Error error; ///< all mismatches, separated by "; "; `where` is the file
    TensorRequest request;
    DesignPtr design;                 ///< that it was tried with; null where the file cannot be read
    std::vector<std::string> missing; ///< signals that enter α and are not there; they can be made up on purpose
    std::vector<DesignPtr> fitting;   ///< presets that the file gives most signals of, a few, the best first
};
using OpenedTensors = tl::expected<Workspace, TensorMisfit>;

/// The workspace that shows a tensor file, with its scene of the file's own sizes. Tried out here, so that a file that
/// does not fit is an error with all mismatches and not a broken document.
OpenedTensors open_tensors(const TensorRequest& request);

/// Whether a name looks like tensors (.npz .npy .safetensors); what is in it decides later.
bool is_tensor_name(const std::string& path);

} // namespace alphascope::ui
