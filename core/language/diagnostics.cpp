#include "core/language/diagnostics.hpp"

#include <algorithm>
#include <cctype>

namespace alphascope {

std::ptrdiff_t column_of(std::string_view text, std::ptrdiff_t offset) {
    const auto end = text.begin() + std::min<std::ptrdiff_t>(offset, std::ssize(text));
    // Bytes 10xxxxxx continue a character.
    return 1 + std::count_if(text.begin(), end, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
}

Error error_at(std::string_view text, Span place, std::string_view message, std::string_view advice) {
    std::string full(message);
    full += " at column " + std::to_string(column_of(text, place.offset));
    full += advice;
    return {ErrorCode::invalid_design, std::move(full), {}, place.offset, place.length};
}

// Optimal string alignment distance in half steps: an edit costs 2, a change of capitals 1.
static std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        last[j] = 2 * j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = 2 * i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
            const std::size_t replace = a[i - 1] == b[j - 1] ? 0 : lower(a[i - 1]) == lower(b[j - 1]) ? 1 : 2;
            row[j] = std::min({last[j] + 2, row[j - 1] + 2, last[j - 1] + replace});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 2);
        }
        before.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates) {
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(2, 2 * name.size() / 3) + 1;
    for (const std::string& candidate : candidates) {
        if (candidate.size() > 2 * name.size() + 4)
            continue;
        const std::size_t d = distance(name, candidate);
        const bool something_shared = d < 2 * std::max(name.size(), candidate.size());
        if (something_shared && (d < best_distance || (d == best_distance && !best.empty() && candidate < best))) {
            best = candidate;
            best_distance = d;
        }
    }
    return best;
}

std::string name_advice(std::string_view name, const std::vector<std::string>& candidates) {
    if (const std::string best = nearest_name(name, candidates); !best.empty())
        return "; did you mean " + quoted(best) + "?";
    if (candidates.empty())
        return {};
    constexpr std::size_t shown = 8;
    std::string list = "; known are ";
    for (std::size_t c = 0; c < std::min(shown, candidates.size()); ++c)
        list += (c ? ", " : "") + candidates[c];
    return list + (candidates.size() > shown ? ", ..." : "");
}

std::string quoted(std::string_view text) {
    constexpr std::size_t longest = 48;
    std::string inside(text);
    std::replace_if(
        inside.begin(), inside.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    if (inside.size() > longest)
        inside = inside.substr(0, longest / 2) + " ... " + inside.substr(inside.size() - longest / 3);
    return '\'' + inside + '\'';
}

} // namespace alphascope
