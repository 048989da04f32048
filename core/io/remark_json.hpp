#pragma once
// Remarks in documents and reports. Private to core (nlohmann-json is not part of the public interface).

#include "core/base/error.hpp"
#include "core/base/remark.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace alphascope {

/// A list of {"kind": "guessed", "level": "warning" or "note", "text": ..., "names": [...]}.
nlohmann::ordered_json remarks_to_json(const std::vector<Remark>& remarks);

/// Checks the form of such a list, which also may hold plain texts; nothing of it is kept. `pointer` is its place.
void check_remarks(const nlohmann::ordered_json& list, const std::string& pointer, std::vector<Error>& problems);

} // namespace alphascope
