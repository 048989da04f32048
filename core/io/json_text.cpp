#include "core/io/json_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace alphascope {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t longest_line = 100; ///< of what is kept on one line
constexpr int step = 2;

bool is_container(const Json& json) {
    return json.is_object() || json.is_array();
}

/// A container without containers inside, but for lists of a pair: { "value": 0.5, "range": [0, 1] }.
bool is_flat(const Json& json, bool outermost = true) {
    return std::all_of(json.begin(), json.end(), [&](const Json& member) {
        return !is_container(member) || (outermost && member.is_array() && is_flat(member, false));
    });
}

/// People write 0 and 1, not 0.0 and 1.0.
bool is_whole_number(const Json& json) {
    constexpr double most_exact = 9007199254740992.0; // 2^53
    const double value = json.is_number_float() ? json.get<double>() : 0.5;
    return value == std::floor(value) && std::abs(value) <= most_exact;
}

std::string on_one_line(const Json& json) {
    if (is_whole_number(json))
        return Json(static_cast<std::int64_t>(json.get<double>())).dump();
    if (!is_container(json))
        return json.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (json.empty())
        return json.is_object() ? "{}" : "[]";
    std::string text;
    for (const auto& [key, member] : json.items()) {
        text += text.empty() ? "" : ", ";
        if (json.is_object())
            text += Json(key).dump() + ": ";
        text += on_one_line(member);
    }
    return json.is_object() ? "{ " + text + " }" : "[" + text + "]";
}

} // namespace

std::string json_line(int indent) {
    std::string line(1 + static_cast<std::size_t>(indent), ' ');
    line.front() = '\n';
    return line;
}

std::string json_text(const Json& json, int indent) {
    if (!is_container(json) || json.empty())
        return on_one_line(json);
    if (is_flat(json))
        if (std::string line = on_one_line(json); line.size() + static_cast<std::size_t>(indent) <= longest_line)
            return line;
    const std::string inside = json_line(indent + step);
    std::string text;
    for (const auto& [key, member] : json.items()) {
        text += (text.empty() ? "" : ",") + inside;
        if (json.is_object())
            text += Json(key).dump() + ": ";
        text += json_text(member, indent + step);
    }
    text += json_line(indent);
    return json.is_object() ? "{" + text + "}" : "[" + text + "]";
}

} // namespace alphascope
