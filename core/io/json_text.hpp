#pragma once
// How JSON documents are written: for people to read and edit, short lists and small objects on one line. Private to
// core (nlohmann).

#include <nlohmann/json.hpp>

#include <string>

namespace alphascope {

/// The value as text, without a final newline. Its first line continues a line that is indented by `indent` spaces.
std::string json_text(const nlohmann::ordered_json& json, int indent = 0);

/// A line break and the indentation behind it.
std::string json_line(int indent);

} // namespace alphascope
