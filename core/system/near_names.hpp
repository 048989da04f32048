#pragma once
// Names in a file that may mean a signal: "w" for w_raw, "layers.3.attn.hook_q" and "q_proj" for q.

#include "core/design/design.hpp"

#include <string>
#include <vector>

namespace alphascope {

/// At most three of the candidates, in their order.
std::vector<std::string> near_names(const Signal& signal, const std::vector<std::string>& candidates);

/// "a, b, c and 30 more", each name on one line and kept short; at most `most` of them.
std::string list_of(const std::vector<std::string>& names, std::size_t most = 12);

} // namespace alphascope
