#pragma once
// Private to core (nlohmann-json is not part of the public interface).

#include "core/base/error.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace alphascope {

/// Checks a list of remarks (remarks_to_json), which may hold plain texts too; nothing of it is kept. `pointer` is its
/// place in the document.
void check_remarks(const nlohmann::ordered_json& list, const std::string& pointer, std::vector<Error>& problems);

} // namespace alphascope
