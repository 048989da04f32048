#include "core/io/object_reader.hpp"
#include "core/system/realise.hpp"

namespace alphascope {

std::vector<std::string> token_labels(const std::string& json, Index length) {
    const auto parsed = Json::parse(json, nullptr, false);
    if (!parsed.is_array() || static_cast<Index>(parsed.size()) != length)
        return {};
    std::vector<std::string> labels;
    for (const auto& entry : parsed)
        labels.push_back(entry.is_string() ? entry.get<std::string>() : entry.dump());
    return labels;
}

std::vector<Index> answer_positions(const std::string& json, Index length) {
    const auto parsed = Json::parse(json, nullptr, false);
    if (!parsed.is_array() || static_cast<Index>(parsed.size()) != length)
        return {};
    std::vector<Index> positions;
    for (const auto& entry : parsed) {
        const bool valid = entry.is_number_integer() && entry.get<Index>() >= 0 && entry.get<Index>() < length;
        positions.push_back(valid ? entry.get<Index>() : -1);
    }
    return positions;
}

} // namespace alphascope
