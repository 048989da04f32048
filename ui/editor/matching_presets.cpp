#include "ui/editor/matching_presets.hpp"

#include <algorithm>
#include <utility>

namespace alphascope::ui {

namespace {

/// How well a text fits: 0 is the text itself, 4 not at all.
int distance(const QString& text, const QString& typed) {
    if (text.compare(typed, Qt::CaseInsensitive) == 0)
        return 0;
    if (text.startsWith(typed, Qt::CaseInsensitive))
        return 1;
    int best = 4;
    for (qsizetype at = text.indexOf(typed, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(typed, at + 1, Qt::CaseInsensitive))
        best = std::min(best, at > 0 && !text[at - 1].isLetterOrNumber() ? 2 : 3);
    return best;
}

} // namespace

std::vector<const PresetEntry*> matching_presets(const std::vector<PresetEntry>& entries, const QString& typed) {
    constexpr int none = 4, behind_names = 4;
    std::vector<std::pair<int, const PresetEntry*>> ranked;
    for (const auto& entry : entries) {
        const auto of = [&](const std::string& text) { return distance(QString::fromStdString(text), typed); };
        int rank = std::min(of(entry.id), of(entry.name));
        if (rank == none)
            rank = of(entry.title) == none ? 2 * none : behind_names + of(entry.title);
        if (rank < 2 * none)
            ranked.emplace_back(rank, &entry);
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<const PresetEntry*> list;
    for (const auto& [rank, entry] : ranked)
        list.push_back(entry);
    return list;
}

} // namespace alphascope::ui
