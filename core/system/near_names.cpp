#include "core/system/near_names.hpp"

#include "core/language/diagnostics.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace alphascope {

static bool is_near(const Signal& signal, std::string_view candidate) {
    const auto last_of = [](std::string_view text, std::string_view separators) {
        const auto at = text.find_last_of(separators);
        return at == std::string_view::npos ? text : text.substr(at + 1);
    };
    const std::string_view name = signal.name, own = last_of(candidate, "./:"); // without the modules it lies in
    const auto begins = [](std::string_view longer, std::string_view start) {
        return longer.size() > start.size() && longer.starts_with(start) && longer[start.size()] == '_';
    };
    const auto ends = [](std::string_view longer, std::string_view end) {
        return longer.size() > end.size() && longer.ends_with(end) && longer[longer.size() - end.size() - 1] == '_';
    };
    const bool same_role = signal.role == Role::query || signal.role == Role::key || signal.role == Role::value;
    return own == name || begins(own, name) || begins(name, own) || ends(own, name) || ends(name, own) ||
           (same_role && own == role_info(signal.role).id);
}

std::vector<std::string> near_names(const Signal& signal, const std::vector<std::string>& candidates) {
    constexpr std::size_t most = 3;
    std::vector<std::string> near;
    for (const auto& candidate : candidates)
        if (near.size() < most && is_near(signal, candidate))
            near.push_back(candidate);
    if (near.empty() && signal.name.size() > 1) // of one letter, every other letter is near
        if (auto nearest = nearest_name(signal.name, candidates); !nearest.empty())
            near.push_back(std::move(nearest));
    return near;
}

std::string list_of(const std::vector<std::string>& names, std::size_t most) {
    std::string text;
    for (std::size_t k = 0; k < std::min(most, names.size()); ++k) {
        const std::string on_one_line = quoted(names[k]);
        text += (k ? ", " : "") + on_one_line.substr(1, on_one_line.size() - 2);
    }
    return names.size() > most ? fmt::format("{} and {} more", text, names.size() - most) : text;
}

} // namespace alphascope
