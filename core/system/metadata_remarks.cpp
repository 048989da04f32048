#include "core/system/metadata_remarks.hpp"

#include "core/design/presets.hpp"
#include "core/io/object_reader.hpp"
#include "core/language/diagnostics.hpp"
#include "core/system/axis_readings.hpp"
#include "core/system/near_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace alphascope {
namespace {

/// What is wrong with a text, and what would be right; none: it is understood.
using Problem = std::optional<std::string>;

Problem problem_of_layout(const std::string& text) {
    if (heads_before_time(text))
        return std::nullopt;
    return alphascope::quoted(text) +
           "; known are letters as BTHD, BHTD, BLHD, BHSD, or words as \"batch time head state\"";
}

Problem problem_of_axes(const std::string& text, const TensorSet& tensors) {
    const auto json = Json::parse(text, nullptr, false);
    const auto is_text = [](const Json& entry) { return entry.is_string(); };
    if (!json.is_object() || !std::all_of(json.begin(), json.end(), is_text))
        return alphascope::quoted(text) + R"(; it must be a JSON object of texts, {"q": "batch time head state"})";
    std::vector<std::string> strange;
    for (const auto& [array, words] : json.items())
        if (!tensors.tensors.contains(array))
            strange.push_back(array);
    if (strange.empty())
        return std::nullopt;
    return fmt::format("it names {}, which the file does not have", list_of(strange));
}

Problem problem_of_list(const std::string& text, bool of_positions, Index length) {
    const auto json = Json::parse(text, nullptr, false);
    if (!json.is_array())
        return alphascope::quoted(text) + "; it must be a JSON list with one entry a token";
    if (static_cast<Index>(json.size()) != length)
        return fmt::format("it has {} entries, the arrays {} tokens", json.size(), length);
    const auto fits = [&](const Json& entry) {
        return of_positions ? entry.is_number_integer() && entry.get<Index>() < length
                            : entry.is_string() || entry.is_number();
    };
    if (const auto other = std::find_if_not(json.begin(), json.end(), fits); other != json.end())
        return fmt::format("entry {} is {}; {}", other - json.begin(), alphascope::quoted(other->dump()),
                           of_positions ? fmt::format("positions are whole numbers below {}, -1 for none", length)
                                        : "tokens are texts or numbers");
    return std::nullopt;
}

Problem problem_of_architecture(const std::string& id, const Design& design) {
    std::vector<std::string> ids{design.id};
    for (const auto& entry : preset_list())
        ids.push_back(entry.id);
    if (std::find(ids.begin(), ids.end(), id) != ids.end())
        return std::nullopt;
    return fmt::format("no design '{}' is known here{}", id, name_advice(id, ids));
}

} // namespace

std::vector<Remark> remarks_on_metadata(const Design& design, const TensorSet& tensors, Index length) {
    std::vector<Remark> remarks;
    for (const auto& [key, text] : tensors.metadata) {
        const Problem problem = key == "layout"             ? problem_of_layout(text)
                                : key == "axes"             ? problem_of_axes(text, tensors)
                                : key == "tokens"           ? problem_of_list(text, false, length)
                                : key == "answer_positions" ? problem_of_list(text, true, length)
                                : key == "architecture"     ? problem_of_architecture(text, design)
                                                            : std::nullopt;
        if (problem)
            remarks.push_back(
                warning(RemarkKind::unread, fmt::format("metadata '{}' is not understood: {}", key, *problem), {key}));
    }
    return remarks;
}

} // namespace alphascope
