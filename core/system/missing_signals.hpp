#pragma once
// What becomes of the signals that a tensor file does not give.

#include "core/system/bind.hpp"

#include <map>
#include <string>

namespace alphascope {

/// Fills `made_up`, `neutral` and the remarks on both. Errors: invalid_data at "/signals/NAME" where a signal that
/// enters α is missing, is not optional, and the scene, which lists what is made up on purpose, does not list it.
Result<void> account_for_missing(const Design& design, const LoadedScene& scene,
                                 const std::map<std::string, Value>& given, BoundSignals& bound);

} // namespace alphascope
