#pragma once

#include "core/workspace/workspace.hpp"

namespace alphascope::cli {

/// What `design` on a command line names: a preset's id, or the path of a design, a workspace or an exported figure. A
/// lone design comes with the usual scene. Errors name the file.
Result<Workspace> open_named(const std::string& text);

} // namespace alphascope::cli
