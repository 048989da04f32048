#include "core/engine/statistics_cache.hpp"

#include "core/engine/row_sums.hpp"

namespace alphascope {

std::optional<RowStatistics> StatisticsCache::find(const System& system, Range rows) const {
    if (!needs_row(system.normaliser)) {
        RowStatistics statistics = empty_statistics(rows);
        for (Index i = rows.begin; i < rows.end; ++i)
            row_statistics_of(system, i, {}, statistics);
        return statistics;
    }
    const std::lock_guard lock(mutex_);
    if (!last_ || rows.begin < last_->rows.begin || rows.end > last_->rows.end)
        return std::nullopt;
    const auto part = [&](const Vector& v) { return Vector(v.segment(rows.begin - last_->rows.begin, rows.size())); };
    return RowStatistics{rows,
                         part(last_->shift),
                         part(last_->sum),
                         part(last_->abs_sum),
                         part(last_->sum_squares),
                         part(last_->max),
                         part(last_->max_score),
                         part(last_->eta)};
}

void StatisticsCache::keep(const RowStatistics& statistics) const {
    const std::lock_guard lock(mutex_);
    if (!last_ || statistics.rows.size() >= last_->rows.size())
        last_ = statistics;
}

} // namespace alphascope
