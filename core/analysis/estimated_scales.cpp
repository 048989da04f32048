#include "core/analysis/estimated_scales.hpp"

#include "core/analysis/sample_positions.hpp"
#include "core/base/thread_pool.hpp"
#include "core/engine/row_sums.hpp"

#include <cmath>

namespace alphascope {
namespace {

constexpr int most_columns = 512;
constexpr double affordable_cells = 6e6; // of rows that are short enough to be summed

/// Σ over a row from scores at some columns, each standing for the columns of its stratum that count.
RowSums sums_of(const System& system, Index i, const PixelGrid& strata, std::span<const Index> columns,
                const float* scores) {
    const Range counting{system.window > 0 ? std::max<Index>(0, i + 1 - system.window) : 0, i + 1};
    std::vector<double> phi, weights;
    double top = -std::numeric_limits<double>::infinity(), unsampled = 0;
    for (Index s = 0; s < strata.size(); ++s) {
        const auto weight = static_cast<double>(intersection(strata.cells_of(s), counting).size());
        const Index j = columns[static_cast<std::size_t>(s)];
        if (j < counting.begin || j >= counting.end) {
            unsampled += weight; // its neighbours speak for it
            continue;
        }
        phi.push_back(static_cast<double>(scores[s]));
        weights.push_back(weight);
        top = std::max(top, phi.back());
    }
    RowSums sums;
    const double shift = sums.shift_for(system, top), all = static_cast<double>(counting.size());
    apply_readout_to(system, i, shift, phi);
    PhiSums total;
    for (std::size_t k = 0; k < phi.size(); ++k) {
        const double weight = weights[k] * all / (all - unsampled);
        total.sum += weight * phi[k];
        total.abs_sum += weight * std::abs(phi[k]);
        total.sum_squares += weight * phi[k] * phi[k];
        total.max = std::max(total.max, phi[k]);
    }
    sums.add(total);
    return sums;
}

Result<void> estimate(const Prepared& prepared, std::span<const Index> rows, Index first, RowScales& scales,
                      const RunContext& run) {
    const System& system = prepared.system();
    const Range all{0, rows.back() + 1};
    const PixelGrid strata(all, static_cast<int>(std::min<Index>(most_columns, all.size())));
    const std::vector<Index> columns = sample_positions(strata);
    std::vector<float> scores(rows.size() * columns.size());
    if (auto done = prepared.cells(rows, columns, TileKind::scores, nullptr, scores, run); !done)
        return done;
    parallel_for(static_cast<Index>(rows.size()), [&](Index r) {
        const Index i = rows[static_cast<std::size_t>(r)];
        RowStatistics one = empty_statistics({i, i + 1});
        sums_of(system, i, strata, columns, scores.data() + r * strata.size()).finish(system, i, one);
        scales.shift[first + r] = one.shift[0];
        scales.eta[first + r] = one.eta[0];
    });
    return {};
}

} // namespace

Result<RowScales> estimated_scales(const Prepared& prepared, std::span<const Index> rows, const RunContext& run) {
    const RunContext quiet{run.stop, {}};
    std::size_t short_rows = 0;
    for (double cells = 0; short_rows < rows.size(); ++short_rows)
        if (cells += static_cast<double>(rows[short_rows] + 1); cells > affordable_cells)
            break;
    auto scales = prepared.row_scales(needs_row(prepared.system().normaliser) ? rows.first(short_rows) : rows, quiet);
    if (!scales || scales->eta.size() == static_cast<Index>(rows.size()))
        return scales;
    const auto known = static_cast<Index>(short_rows), count = static_cast<Index>(rows.size());
    scales->shift.conservativeResize(count);
    scales->eta.conservativeResize(count);
    return estimate(prepared, rows.subspan(short_rows), known, *scales, quiet).map([&] { return std::move(*scales); });
}

} // namespace alphascope
