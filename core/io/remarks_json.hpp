#pragma once
// Remarks as documents and reports carry them. Private to core (nlohmann).

#include "core/base/remark.hpp"

#include <nlohmann/json.hpp>

namespace alphascope {

/// [{"kind": "guessed", "level": "warning" or "note", "text": "...", "names": [...]}, ...]
nlohmann::ordered_json remarks_to_json(const std::vector<Remark>& remarks);

} // namespace alphascope
