// What every engine can do, cell by cell and row by row.

#include "core/engine/engine.hpp"
#include "core/engine/row_sums.hpp"

namespace alphascope {

Result<void> Prepared::cells(std::span<const Index> rows, std::span<const Index> cols, TileKind kind,
                             const RowScales* scales, std::span<float> out, const RunContext& run) const {
    const RunContext quiet{run.stop, {}};
    const bool causal = system().is_causal();
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const Range row{rows[r], rows[r] + 1};
        const auto statistics = scales ? statistics_of_row(rows[r], scales->shift[static_cast<Index>(r)],
                                                           scales->eta[static_cast<Index>(r)])
                                       : RowStatistics{};
        for (std::size_t c = 0; c < cols.size(); ++c) {
            float& cell = out[r * cols.size() + c];
            cell = 0;
            if (causal && cols[c] > rows[r])
                continue;
            const auto done = tile(row, {cols[c], cols[c] + 1}, kind, kind == TileKind::alpha ? &statistics : nullptr,
                                   std::span<float>(&cell, 1), quiet);
            if (!done)
                return done;
        }
        run.report(static_cast<double>(r + 1) / static_cast<double>(rows.size()));
    }
    return {};
}

Result<RowScales> Prepared::row_scales(std::span<const Index> rows, const RunContext& run) const {
    RowScales scales{Vector(rows.size()), Vector(rows.size())};
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const auto statistics = row_statistics({rows[r], rows[r] + 1}, RunContext{run.stop, {}});
        if (!statistics)
            return tl::unexpected(statistics.error());
        scales.shift[static_cast<Index>(r)] = statistics->shift[0];
        scales.eta[static_cast<Index>(r)] = statistics->eta[0];
        run.report(static_cast<double>(r + 1) / static_cast<double>(rows.size()));
    }
    return scales;
}

bool Prepared::knows_rows(Range) const {
    return !needs_row(system().normaliser);
}

} // namespace alphascope
