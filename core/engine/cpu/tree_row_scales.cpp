// η of rows anywhere in the map: 32 of them share the panels of columns they are summed over, so that a row by itself
// costs a row and not a strip.

#include "core/base/progress.hpp"
#include "core/base/ranges.hpp"
#include "core/base/thread_pool.hpp"
#include "core/engine/cpu/scattered_scores.hpp"
#include "core/engine/cpu/tree_pieces.hpp"
#include "core/engine/cpu/tree_prepared.hpp"
#include "core/engine/flush_denormals.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace alphascope::cpu {
namespace {

/// η is of Σ φ and nothing else of the row.
bool needs_sum_only(const Normaliser& normaliser) {
    return normaliser.kind == NormaliserKind::sum || normaliser.kind == NormaliserKind::max_abs_sum_1;
}

} // namespace

// Rows in pieces of the same columns, in the same order as in row_statistics(): the same bits.
template <class Real>
bool TreePrepared<Real>::add_scattered(std::span<const Index> rows, std::vector<RowSums>& sums,
                                       const RunContext& run) const {
    const Range all{0, rows.back() + 1};
    const SampledPanels<Real> queries(tree_, Side::query, rows, PanelList(panels_over(all)), run);
    const auto blocks = blocks_of(panels_over({live(rows.front(), all).begin, all.end}));
    Progress progress(run, static_cast<Index>(blocks.size()) * queries.panels());
    for (const Range& block : blocks) {
        const CarriedPanels<Real> keys(tree_, Side::key, PanelList(block), leaves_of(rows), run);
        parallel_for(queries.panels(), [&](Index packed) {
            const FlushDenormals flush;
            const Index k = queries.panels() - 1 - packed; // longest first
            const auto own = queries.tokens(k);
            const Range needed{live(own.front(), all).begin, own.back() + 1},
                columns = intersection({block.begin * panel, block.end * panel}, needed);
            alignas(64) Real scores[panel * piece_stride];
            for (Index begin = columns.begin / piece_columns * piece_columns; begin < columns.end && !run.cancelled();
                 begin += piece_columns) {
                const Range piece{std::max(begin, block.begin * panel),
                                  std::min(begin + piece_columns, block.end * panel)};
                const Range leaves = panels_over(intersection(piece, columns));
                for (Index r = leaves.begin; r < leaves.end; ++r) {
                    std::array<Index, static_cast<std::size_t>(panel)> tokens;
                    std::iota(tokens.begin(), tokens.end(), r * panel);
                    scattered_scores(
                        tree_, queries, k, tokens, [&](Index level) { return keys.at(r, level); },
                        scores + (r * panel - piece.begin), piece_stride);
                }
                for (std::size_t t = 0; t < own.size(); ++t)
                    add_row(own[t], piece, scores + static_cast<Index>(t) * piece_stride,
                            sums[static_cast<std::size_t>(k * panel) + t]);
            }
            progress.one_done();
        });
    }
    return !run.cancelled();
}

template <class Real>
Result<RowScales> TreePrepared<Real>::row_scales(std::span<const Index> rows, const RunContext& run) const {
    return cache_.get(*system_, rows, [&](std::span<const Index> unknown) -> Result<std::vector<RowSums>> {
        const auto exact = exact_sums_.of(*system_, run);
        if (!exact)
            return tl::unexpected(exact.error());
        std::vector<RowSums> sums(unknown.size());
        const bool one_state_is_all = *exact && needs_sum_only(system_->normaliser);
        if (!one_state_is_all && !add_scattered(unknown, sums, run))
            return failure(ErrorCode::cancelled, "stopped");
        for (std::size_t r = 0; r < unknown.size() && *exact; ++r)
            sums[r].set_sum((**exact)[unknown[r]]);
        return sums;
    });
}

template bool TreePrepared<float>::add_scattered(std::span<const Index>, std::vector<RowSums>&,
                                                 const RunContext&) const;
template bool TreePrepared<double>::add_scattered(std::span<const Index>, std::vector<RowSums>&,
                                                  const RunContext&) const;
template Result<RowScales> TreePrepared<float>::row_scales(std::span<const Index>, const RunContext&) const;
template Result<RowScales> TreePrepared<double>::row_scales(std::span<const Index>, const RunContext&) const;

} // namespace alphascope::cpu
