#pragma once

#include "core/engine/engine.hpp"

#include <map>
#include <mutex>
#include <optional>

namespace alphascope {

/// Row statistics that cost nothing: those that need no scores, and all that a prepared system was asked for before,
/// which panning and zooming ask for again. O(1) memory a row.
class StatisticsCache {
public:
    std::optional<RowStatistics> find(const System& system, Range rows) const;
    void keep(const RowStatistics& statistics) const;
    /// Those of all the rows, after compute(part) for each part that find() has none of. The errors of compute().
    template <class Compute> Result<RowStatistics> get(const System& system, Range rows, Compute compute) const {
        for (const Range& part : missing(system, rows)) {
            const Result<RowStatistics> computed = compute(part);
            if (!computed)
                return computed;
            keep(*computed);
        }
        return *find(system, rows);
    }

    struct Scale {
        double shift, eta;
    };
    std::optional<Scale> find(const System& system, Index row) const;
    void keep(Index row, Scale scale) const;

private:
    std::vector<Range> missing(const System& system, Range rows) const;
    std::vector<Range> unknown(Range rows) const;
    mutable std::mutex mutex_;
    mutable std::map<Index, RowStatistics> ranges_; ///< by their first rows; they do not overlap
    mutable std::map<Index, Scale> single_;         ///< of rows by themselves
};

} // namespace alphascope
