#pragma once
// What becomes of the signals that a tensor file does not give.

#include "core/system/bind.hpp"

#include <map>
#include <string>
#include <vector>

namespace alphascope {

/// The signals that enter α, are not optional, and have no array in the file: what TensorSource::make_up must list for
/// the design to run on it.
std::vector<std::string> signals_not_in(const TensorSet& tensors, const Design& design);

/// Fills `made_up`, `neutral` and the remarks on both. Errors: invalid_data at "/signals/NAME" where a signal that
/// enters α is missing, is not optional, and the scene, which lists what is made up on purpose, does not list it.
Result<void> account_for_missing(const Design& design, const LoadedScene& scene,
                                 const std::map<std::string, Value>& given, BoundSignals& bound);

} // namespace alphascope
