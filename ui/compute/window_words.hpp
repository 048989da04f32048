#pragma once

#include <string>

namespace alphascope::ui {

/// A sentence of core without the clauses that tell what to type on a command line ("; for that type --axes …"):
/// a window has controls for it. A clause begins at "; " or ": " and ends at the next "; ", line or end.
std::string without_options(std::string text);

} // namespace alphascope::ui
