// Single cells all over the map: rows and columns 32 to a panel, so that a view of a million tokens costs what its
// pixels cost (ALGORITHMS section 9, strided overview).

#include "core/base/progress.hpp"
#include "core/base/thread_pool.hpp"
#include "core/engine/cpu/row_finish.hpp"
#include "core/engine/cpu/scattered_scores.hpp"
#include "core/engine/cpu/tree_prepared.hpp"
#include "core/engine/flush_denormals.hpp"

#include <algorithm>
#include <cassert>

namespace alphascope::cpu {

template <class Real>
void TreePrepared<Real>::finish_scattered(Index i, std::span<const Index> cols, TileKind kind, double shift, double eta,
                                          Real* scores, float* out) const {
    const auto count = static_cast<Index>(cols.size());
    const bool has_skip = kind == TileKind::alpha && system_->skip.size() > 0 && count > 0 && cols.back() == i;
    const double skip = has_skip ? number_of_row(system_->skip, i, 0) : 0;
    if constexpr (std::is_same_v<Real, float>) {
        const auto finish = kind == TileKind::alpha ? finish_of_row(*system_, i, shear_.empty() ? shift : 0, eta)
                                                    : RowFinish{RowReadout::identity, 0, 1};
        if (finish) {
            for (std::size_t c = 0; c < cols.size() && (kernel_ || !shear_.empty()); ++c) {
                weigh(i, {cols[c], cols[c] + 1}, scores + c);
                lean(i, {cols[c], cols[c] + 1}, kind == TileKind::alpha ? shift : 0, scores + c);
            }
            if (finish->readout != RowReadout::identity || finish->factor != 1)
                rows_.finish(finish->readout, scores, (count + panel - 1) / panel * panel, finish->offset,
                             finish->factor);
            std::copy_n(scores, count, out);
            if (has_skip)
                out[count - 1] += static_cast<float>(skip);
            return;
        }
    }
    std::vector<double> row(scores, scores + count);
    for (std::size_t c = 0; c < row.size(); ++c)
        adjust(i, {cols[c], cols[c] + 1}, &row[c]);
    if (kind == TileKind::alpha)
        finish_scores(*system_, shift, eta, i, row);
    if (has_skip)
        row.back() += skip;
    std::transform(row.begin(), row.end(), out, [](double x) { return static_cast<float>(x); });
}

template <class Real>
Result<void> TreePrepared<Real>::cells(std::span<const Index> rows, std::span<const Index> cols, TileKind kind,
                                       const RowScales* scales, std::span<float> out, const RunContext& run) const {
    assert(out.size() == rows.size() * cols.size());
    assert(kind == TileKind::scores || scales);
    if (rows.empty() || cols.empty())
        return {};
    const SampledPanels<Real> queries(tree_, Side::query, rows, leaves_of(cols), run),
        keys(tree_, Side::key, cols, leaves_of(rows), run);
    const Index stride = keys.panels() * panel;
    Progress progress(run, queries.panels());
    parallel_for(queries.panels(), [&](Index k) {
        const FlushDenormals flush;
        const auto own = queries.tokens(k);
        std::vector<Real> scores(static_cast<std::size_t>(panel * stride));
        for (Index c = 0; c < keys.panels() && !run.cancelled(); ++c)
            scattered_scores(
                tree_, queries, k, keys.tokens(c), [&](Index level) { return keys.at(c, level); },
                scores.data() + c * panel, stride);
        for (std::size_t r = 0; r < own.size() && !run.cancelled(); ++r) {
            const Index i = own[r];
            const std::size_t at = static_cast<std::size_t>(k * panel) + r;
            const Range counting = live(i, {0, i + 1});
            const auto begin = std::lower_bound(cols.begin(), cols.end(), counting.begin) - cols.begin(),
                       end = std::lower_bound(cols.begin(), cols.end(), counting.end) - cols.begin();
            float* row = out.data() + at * cols.size();
            std::fill_n(row, begin, 0.0F);
            std::fill(row + end, row + cols.size(), 0.0F);
            // The kernels take whole vectors: what lies behind the last score is there, and not looked at.
            Real* live_scores = scores.data() + static_cast<Index>(r) * stride;
            std::move(live_scores + begin, live_scores + end, live_scores);
            finish_scattered(i, cols.subspan(begin, end - begin), kind,
                             scales ? scales->shift[static_cast<Index>(at)] : 0,
                             scales ? scales->eta[static_cast<Index>(at)] : 1, live_scores, row + begin);
        }
        progress.one_done();
    });
    if (run.cancelled())
        return failure(ErrorCode::cancelled, "stopped");
    return {};
}

template void TreePrepared<float>::finish_scattered(Index, std::span<const Index>, TileKind, double, double, float*,
                                                    float*) const;
template void TreePrepared<double>::finish_scattered(Index, std::span<const Index>, TileKind, double, double, double*,
                                                     float*) const;
template Result<void> TreePrepared<float>::cells(std::span<const Index>, std::span<const Index>, TileKind,
                                                 const RowScales*, std::span<float>, const RunContext&) const;
template Result<void> TreePrepared<double>::cells(std::span<const Index>, std::span<const Index>, TileKind,
                                                  const RowScales*, std::span<float>, const RunContext&) const;

} // namespace alphascope::cpu
