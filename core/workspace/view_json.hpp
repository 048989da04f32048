#pragma once
// Private to core (nlohmann-json is not part of the public interface).

#include "core/base/error.hpp"
#include "core/workspace/view.hpp"

#include <nlohmann/json.hpp>

namespace alphascope {

/// Strict, like every document: an unknown key or word is an error that names it, below /view.
Result<View> view_from_json(const nlohmann::ordered_json& json);
/// The oldest version of a workspace that has all of the view's words.
int format_version(const View& view);
/// Only what differs from the defaults.
nlohmann::ordered_json view_to_json(const View& view);

} // namespace alphascope
