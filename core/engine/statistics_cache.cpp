#include "core/engine/statistics_cache.hpp"

#include "core/base/ranges.hpp"
#include "core/engine/row_sums.hpp"

#include <algorithm>
#include <array>

namespace alphascope {
namespace {

constexpr std::array members{&RowStatistics::shift,       &RowStatistics::sum, &RowStatistics::abs_sum,
                             &RowStatistics::sum_squares, &RowStatistics::max, &RowStatistics::max_score,
                             &RowStatistics::eta};

/// What both have of rows, copied from one to the other.
void copy_shared(const RowStatistics& from, RowStatistics& to) {
    const Range rows = intersection(from.rows, to.rows);
    for (const auto member : members)
        (to.*member).segment(rows.begin - to.rows.begin, rows.size()) =
            (from.*member).segment(rows.begin - from.rows.begin, rows.size());
}

RowStatistics without_scores(const System& system, Range rows) {
    RowStatistics statistics = empty_statistics(rows);
    for (Index i = rows.begin; i < rows.end; ++i)
        row_statistics_of(system, i, {}, statistics);
    return statistics;
}

/// The first of the ranges that ends behind a row.
template <class Ranges> auto first_behind(const Ranges& ranges, Index row) {
    auto at = ranges.upper_bound(row);
    if (at != ranges.begin() && std::prev(at)->second.rows.end > row)
        --at;
    return at;
}

} // namespace

// @pre the mutex is held
std::vector<Range> StatisticsCache::unknown(Range rows) const {
    std::vector<Range> unknown;
    Index next = rows.begin;
    for (auto at = first_behind(ranges_, rows.begin); at != ranges_.end() && at->first < rows.end; ++at) {
        if (at->first > next)
            unknown.push_back({next, at->first});
        next = at->second.rows.end;
    }
    if (next < rows.end)
        unknown.push_back({next, rows.end});
    return unknown;
}

std::vector<Range> StatisticsCache::missing(const System& system, Range rows) const {
    if (!needs_row(system.normaliser))
        return {};
    const std::lock_guard lock(mutex_);
    return unknown(rows);
}

std::optional<RowStatistics> StatisticsCache::find(const System& system, Range rows) const {
    if (!needs_row(system.normaliser))
        return without_scores(system, rows);
    const std::lock_guard lock(mutex_);
    if (!unknown(rows).empty())
        return std::nullopt;
    RowStatistics found = empty_statistics(rows);
    for (auto at = first_behind(ranges_, rows.begin); at != ranges_.end() && at->first < rows.end; ++at)
        copy_shared(at->second, found);
    return found;
}

void StatisticsCache::keep(const RowStatistics& statistics) const {
    const std::lock_guard lock(mutex_);
    for (const Range& part : unknown(statistics.rows)) {
        RowStatistics fresh = empty_statistics(part);
        copy_shared(statistics, fresh);
        ranges_.emplace(part.begin, std::move(fresh));
    }
}

std::optional<StatisticsCache::Scale> StatisticsCache::find(const System& system, Index row) const {
    if (!needs_row(system.normaliser)) {
        const RowStatistics one = without_scores(system, {row, row + 1});
        return Scale{one.shift[0], one.eta[0]};
    }
    const std::lock_guard lock(mutex_);
    if (const auto at = first_behind(ranges_, row); at != ranges_.end() && at->first <= row)
        return Scale{at->second.shift[row - at->first], at->second.eta[row - at->first]};
    if (const auto at = single_.find(row); at != single_.end())
        return at->second;
    return std::nullopt;
}

StatisticsCache::Scale StatisticsCache::scale_of(const System& system, Index row, const RowSums& sums) {
    RowStatistics one = empty_statistics({row, row + 1});
    sums.finish(system, row, one);
    return {one.shift[0], one.eta[0]};
}

void StatisticsCache::keep(Index row, Scale scale) const {
    const std::lock_guard lock(mutex_);
    single_.emplace(row, scale);
}

} // namespace alphascope
