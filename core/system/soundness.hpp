#pragma once
// Whether a design can be run at all, asked without any data of the user's.

#include "core/design/design.hpp"

#include <vector>

namespace alphascope {

/// Everything that keeps a design from being computed on a few made-up tokens, each with the JSON pointer of the field
/// it comes from: what check_design() says; else all axes, sizes and complex numbers that do not fit; else what
/// building its maps, or a number that is not finite in one of them, says first. Empty: `compute` runs.
std::vector<Error> problems_on_tokens(const Design& design);

/// The same of a document's text.
std::vector<Error> problems_on_tokens(std::string_view text);

} // namespace alphascope
