#include "core/system/not_finite.hpp"

#include "core/engine/given.hpp"
#include "core/engine/row_sums.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace alphascope {
namespace {

// The data mask each key: all scores are −∞, and φ is 0 there. A φ that is 0 at finite scores is the design's doing, or
// became too small for the number format.
bool is_masked(const System& system, Index i, std::span<double> scores) {
    if (!std::all_of(scores.begin(), scores.end(), [](double s) { return std::isinf(s) && s < 0; }))
        return false;
    apply_readout_to(system, i, 0, scores);
    return std::all_of(scores.begin(), scores.end(), [](double p) { return p == 0; });
}

// Which of these neighbouring rows have no key.
Result<std::vector<Index>> masked_rows(const Prepared& prepared, Range rows, const RunContext& run) {
    std::vector<Index> masked;
    if (is_given(prepared)) // nobody can say why they are not a number
        return masked;
    constexpr Index most_cells = Index{1} << 20;
    const System& system = prepared.system();
    const Index width = keys_of(system, rows.end - 1).end, strip = std::max<Index>(1, most_cells / width);
    std::vector<double> scores;
    for (Index begin = rows.begin; begin < rows.end; begin += strip) {
        const Range part{begin, std::min(begin + strip, rows.end)};
        scores.resize(static_cast<std::size_t>(part.size() * width));
        if (auto done = prepared.tile(part, {0, width}, TileKind::scores, nullptr, std::span<double>(scores), run);
            !done)
            return tl::unexpected(done.error());
        for (Index i = part.begin; i < part.end; ++i) {
            const Range keys = keys_of(system, i);
            if (is_masked(
                    system, i,
                    {scores.data() + (i - part.begin) * width + keys.begin, static_cast<std::size_t>(keys.size())}))
                masked.push_back(i);
        }
    }
    return masked;
}

/// One row's cells among the columns looked at.
struct RowCells {
    Index not_finite = 0, cells = 0, first = -1;
    bool is_nan = true; ///< all of them
};

template <class Real> RowCells cells_of_row(const System& system, Index i, Range cols, std::span<const Real> row) {
    const Range keys = keys_of(system, i);
    RowCells found;
    for (Index j = std::max(cols.begin, keys.begin); j < std::min(cols.end, keys.end); ++j) {
        const Real value = row[static_cast<std::size_t>(j - cols.begin)];
        ++found.cells;
        found.is_nan = found.is_nan && std::isnan(value);
        if (std::isfinite(value))
            continue;
        ++found.not_finite;
        if (found.first < 0)
            found.first = j;
    }
    return found;
}

std::string maps_in_words(const std::vector<std::string>& maps, Index map_count) {
    if (static_cast<Index>(maps.size()) == map_count)
        return map_count == 1 ? std::string() : " of every map";
    constexpr std::size_t named = 4;
    const std::vector<std::string> some(maps.begin(), maps.begin() + std::min(named, maps.size()));
    return fmt::format(" of {}{}", fmt::join(some, "; "),
                       maps.size() > named ? fmt::format(" and {} more maps", maps.size() - named) : "");
}

} // namespace

template <class Real>
Result<NotFinite> find_not_finite(const Prepared& prepared, Range rows, Range cols, std::span<const Real> alpha,
                                  const RunContext& run) {
    const System& system = prepared.system();
    std::vector<RowCells> cells;
    for (Index i = rows.begin; i < rows.end; ++i)
        cells.push_back(cells_of_row(system, i, cols,
                                     alpha.subspan(static_cast<std::size_t>((i - rows.begin) * cols.size()),
                                                   static_cast<std::size_t>(cols.size()))));
    const auto of_row = [&](Index i) -> const RowCells& { return cells[static_cast<std::size_t>(i - rows.begin)]; };
    const auto may_be_empty = [&](Index i) { return of_row(i).cells > 0 && of_row(i).is_nan; };
    NotFinite result;
    for (Index begin = rows.begin; begin < rows.end; ++begin) {
        Index end = begin;
        while (end < rows.end && may_be_empty(end))
            ++end;
        if (end == begin)
            continue;
        const auto masked = masked_rows(prepared, {begin, end}, run);
        if (!masked)
            return tl::unexpected(masked.error());
        result.empty_rows.insert(result.empty_rows.end(), masked->begin(), masked->end());
        begin = end - 1;
    }
    for (Index i = rows.begin; i < rows.end; ++i) {
        if (of_row(i).not_finite == 0 || std::binary_search(result.empty_rows.begin(), result.empty_rows.end(), i))
            continue;
        result.cells += of_row(i).not_finite;
        if (result.i < 0) {
            result.i = i;
            result.j = of_row(i).first;
        }
    }
    return result;
}

template Result<NotFinite> find_not_finite(const Prepared&, Range, Range, std::span<const float>, const RunContext&);
template Result<NotFinite> find_not_finite(const Prepared&, Range, Range, std::span<const double>, const RunContext&);

std::string listed_rows(const std::vector<Index>& rows) {
    constexpr std::size_t named = 4;
    std::vector<std::string> stretches;
    std::size_t told = 0;
    for (std::size_t at = 0; at < rows.size() && stretches.size() < named;) {
        std::size_t end = at + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1)
            ++end;
        stretches.push_back(end - at == 1 ? fmt::format("{}", rows[at])
                                          : fmt::format("{} to {}", rows[at], rows[end - 1]));
        told = at = end;
    }
    if (told < rows.size())
        return fmt::format("{} and {} more", fmt::join(stretches, ", "), rows.size() - told);
    if (stretches.size() < 2)
        return stretches.empty() ? std::string() : stretches.front();
    const std::string last = stretches.back();
    stretches.pop_back();
    return fmt::format("{} and {}", fmt::join(stretches, ", "), last);
}

std::vector<Remark> remarks_on(const std::vector<NotFiniteMap>& maps, Index map_count) {
    std::map<std::vector<Index>, std::vector<std::string>> with_rows;
    Index cells = 0;
    const NotFiniteMap* first = nullptr;
    for (const auto& map : maps) {
        if (!map.found.empty_rows.empty())
            with_rows[map.found.empty_rows].push_back(map.map);
        cells += map.found.cells;
        if (map.found.cells > 0 && !first)
            first = &map;
    }
    std::vector<Remark> remarks;
    for (const auto& [rows, names] : with_rows)
        remarks.push_back(
            note(RemarkKind::empty_rows,
                 fmt::format("{} {}{}: the data leave no key (every score is −∞), so α is 0/0 and "
                             "stands as NaN",
                             rows.size() == 1 ? "row" : "rows", listed_rows(rows), maps_in_words(names, map_count))));
    if (first)
        remarks.push_back(
            warning(RemarkKind::not_finite,
                    fmt::format("{} of α {} not finite, the first at (i, j) = ({}, {}){}",
                                cells == 1 ? "1 cell" : fmt::format("{} cells", cells), cells == 1 ? "is" : "are",
                                first->found.i, first->found.j, map_count == 1 ? "" : " of " + first->map)));
    return remarks;
}

} // namespace alphascope
