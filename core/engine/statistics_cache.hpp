#pragma once

#include "core/engine/engine.hpp"
#include "core/engine/row_sums.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace alphascope {

/// Row statistics that cost nothing: those that need no scores, and all that a prepared system was asked for before,
/// which panning and zooming ask for again. O(1) memory a row.
class StatisticsCache {
public:
    std::optional<RowStatistics> find(const System& system, Range rows) const;
    bool knows(const System& system, Range rows) const { return missing(system, rows).empty(); }
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
    /// Those of all the rows, after compute(some) gave a Result<std::vector<RowSums>> of those that find() has none of,
    /// which is then remembered. The errors of compute().
    template <class Compute>
    Result<RowScales> get(const System& system, std::span<const Index> rows, Compute compute) const {
        RowScales scales{Vector(rows.size()), Vector(rows.size())};
        std::vector<Index> unknown, places;
        const auto set = [&](Index place, Scale scale) {
            scales.shift[place] = scale.shift;
            scales.eta[place] = scale.eta;
        };
        for (Index r = 0; r < scales.eta.size(); ++r) {
            const Index i = rows[static_cast<std::size_t>(r)];
            if (const auto known = find(system, i)) {
                set(r, *known);
            } else {
                unknown.push_back(i);
                places.push_back(r);
            }
        }
        if (unknown.empty())
            return scales;
        const Result<std::vector<RowSums>> sums = compute(unknown);
        if (!sums)
            return tl::unexpected(sums.error());
        for (std::size_t k = 0; k < unknown.size(); ++k) {
            const Scale scale = scale_of(system, unknown[k], (*sums)[k]);
            keep(unknown[k], scale);
            set(places[k], scale);
        }
        return scales;
    }

private:
    static Scale scale_of(const System& system, Index row, const RowSums& sums);
    std::vector<Range> missing(const System& system, Range rows) const;
    std::vector<Range> unknown(Range rows) const;
    mutable std::mutex mutex_;
    mutable std::map<Index, RowStatistics> ranges_; ///< by their first rows; they do not overlap
    mutable std::map<Index, Scale> single_;         ///< of rows by themselves
};

} // namespace alphascope
