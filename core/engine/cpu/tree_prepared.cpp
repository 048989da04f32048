#include "core/engine/cpu/tree_prepared.hpp"

#include "core/base/progress.hpp"
#include "core/base/ranges.hpp"
#include "core/base/thread_pool.hpp"
#include "core/engine/cpu/row_finish.hpp"
#include "core/engine/cpu/tree_pieces.hpp"
#include "core/engine/float32_range.hpp"
#include "core/engine/flush_denormals.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cassert>
#include <iterator>
#include <limits>

namespace alphascope::cpu {
namespace {

void write(const RowKernels& rows, const float* x, Range live, Range columns, float* out, bool past_caches) {
    rows.clear(live.begin - columns.begin, out, past_caches);
    rows.store(x, live.size(), out + (live.begin - columns.begin), past_caches);
    rows.clear(columns.end - live.end, out + (live.end - columns.begin), past_caches);
}

void write(const RowKernels&, const float* x, Range live, Range columns, double* out, bool) {
    std::fill_n(out, live.begin - columns.begin, 0.0);
    std::copy_n(x, live.size(), out + (live.begin - columns.begin));
    std::fill_n(out + (live.end - columns.begin), columns.end - live.end, 0.0);
}

} // namespace

template <class Real>
TreePrepared<Real>::TreePrepared(std::shared_ptr<const System> system, std::shared_ptr<const TransportTree<Real>> tree,
                                 const RowKernels& rows)
    : system_(std::move(system)), shared_tree_(std::move(tree)), tree_(*shared_tree_), rows_(rows),
      shear_(system_->shear) {
    if (const auto* convolution = std::get_if<ConvolutionSteps>(&system_->steps))
        kernel_ = &convolution->kernel;
    if (kernel_)
        weights_.assign(std::reverse_iterator(kernel_->end()), std::reverse_iterator(kernel_->begin()));
}

template <class Real>
std::shared_ptr<const Prepared> TreePrepared<Real>::with(std::shared_ptr<const System> system) const {
    if (!serves<Real>(tree_.sizes(), *system_, *system) || !check_float32_range(*system))
        return nullptr;
    return std::make_shared<TreePrepared>(std::move(system), shared_tree_, rows_);
}

template <class Real> Range TreePrepared<Real>::live(Index i, Range columns) const {
    const Index first = system_->window > 0 ? i + 1 - system_->window : 0;
    return intersection(columns, {std::max<Index>(first, 0), i + 1});
}

template <class Real> Range TreePrepared<Real>::reach(Index strip) const {
    const Index first = strip * panel;
    return {live(first, {0, first + 1}).begin, first + panel};
}

template <class Real> void TreePrepared<Real>::adjust(Index i, Range columns, double* scores) const {
    for (Index j = columns.begin; j < columns.end; ++j) {
        double& s = scores[j - columns.begin];
        if (kernel_)
            s *= (*kernel_)[i - j];
        if (!shear_.empty())
            s += shear_.bias(i, j);
    }
}

template <class Real> void TreePrepared<Real>::weigh(Index i, Range columns, float* scores) const {
    if (kernel_)
        rows_.weigh(weights_.data() + system_->length() - 1 - i + columns.begin, scores, columns.size());
}

template <class Real> void TreePrepared<Real>::lean(Index i, Range columns, double shift, float* scores) const {
    if (shear_.empty())
        return;
    const Index cut = std::clamp(shear_.cuts()[i], columns.begin, columns.end);
    std::fill_n(scores, cut - columns.begin, -std::numeric_limits<float>::infinity());
    rows_.lean(shear_.sums()[i] - shift, shear_.sums().data() + cut, scores + (cut - columns.begin), columns.end - cut);
}

template <class Real> double TreePrepared<Real>::largest_score(Index i, Range columns, const float* scores) const {
    if (shear_.empty())
        return static_cast<double>(rows_.largest(scores, columns.size()));
    const Index cut = std::clamp(shear_.cuts()[i], columns.begin, columns.end);
    return rows_.largest_leaning(shear_.sums()[i], shear_.sums().data() + cut, scores + (cut - columns.begin),
                                 columns.end - cut);
}

template <class Real>
void TreePrepared<Real>::scores_of(const StripPiece<Real>& piece, const CarriedPanels<Real>& queries,
                                   const CarriedPanels<Real>& keys) const {
    const Index first_row = piece.strip * panel;
    const Range seen =
        panels_over(intersection(piece.columns, {live(first_row, {0, first_row + 1}).begin, first_row + panel}));
    for (Index r = seen.begin; r < seen.end; ++r) {
        Real* to = piece.scores + (r * panel - piece.columns.begin);
        if (r == piece.strip) {
            for (Index t = 0; t < panel; ++t)
                std::copy_n(tree_.block(r) + t * panel, panel, to + t * piece.stride);
        } else {
            const Index level = meeting_level(piece.strip, r);
            tree_.kernels().product(queries.at(piece.strip, level), keys.at(r, level), tree_.inner(level), to,
                                    piece.stride);
        }
    }
}

template <class Real>
template <class Visit>
bool TreePrepared<Real>::for_each_piece(Range rows, Range cols, const RunContext& run, Visit visit) const {
    const auto row_blocks = blocks_of(panels_over(rows)), column_blocks = blocks_of(panels_over(cols));
    Progress progress(run, panels_over(rows).size() * static_cast<Index>(column_blocks.size()));
    std::atomic<bool> complete{!run.cancelled()};
    for (const Range strips : row_blocks)
        for (const Range columns : column_blocks) {
            if (!complete)
                return false;
            const PanelList row_panels(strips), column_panels(columns);
            const CarriedPanels<Real> queries(tree_, Side::query, row_panels, column_panels, run),
                keys(tree_, Side::key, column_panels, row_panels, run);
            parallel_for(strips.size(), [&](Index k) {
                const FlushDenormals flush;
                alignas(64) Real scores[panel * piece_stride];
                const Index strip = strips.end - 1 - k; // longest first
                const Range needed = reach(strip);
                for (Index begin = columns.begin * panel; begin < columns.end * panel;) {
                    if (run.cancelled())
                        complete = false;
                    if (!complete)
                        return;
                    const Index end = std::min((begin / piece_columns + 1) * piece_columns, columns.end * panel);
                    const StripPiece<Real> piece{strip, {begin, end}, scores, piece_stride};
                    if (intersection(piece.columns, needed).size() > 0) {
                        scores_of(piece, queries, keys);
                        visit(piece);
                    } else {
                        visit(StripPiece<Real>{strip, {begin, end}, nullptr, 0});
                    }
                    begin = end;
                }
                progress.one_done();
            });
        }
    return complete;
}

template <class Real> void TreePrepared<Real>::add_row(Index i, Range piece, Real* row, RowSums& sums) const {
    const Range columns = live(i, piece);
    if (columns.size() == 0)
        return;
    Real* scores = row + (columns.begin - piece.begin);
    if constexpr (std::is_same_v<Real, float>)
        if (readout_of_row(*system_, i, 0)) {
            weigh(i, columns, scores);
            const double shift = sums.shift_for(*system_, largest_score(i, columns, scores));
            lean(i, columns, shift, scores);
            const auto finish = readout_of_row(*system_, i, shear_.empty() ? shift : 0);
            const Range whole = panels_over(columns);
            if (finish->readout != RowReadout::identity)
                rows_.finish(finish->readout, row + (whole.begin * panel - piece.begin), whole.size() * panel,
                             finish->offset, 1);
            const RowPieceSums of_piece = rows_.sums(scores, columns.size());
            sums.add(PhiSums{of_piece.sum, of_piece.abs_sum, of_piece.sum_squares, of_piece.max});
            return;
        }
    std::array<double, piece_columns> adjusted;
    std::copy_n(scores, columns.size(), adjusted.begin());
    adjust(i, columns, adjusted.data());
    sums.add(*system_, i, std::span<const double>(adjusted.data(), static_cast<std::size_t>(columns.size())));
}

template <class Real>
Result<RowStatistics> TreePrepared<Real>::row_statistics(Range rows, const RunContext& run) const {
    return cache_.get(*system_, rows, [&](Range part) { return computed_statistics(part, run); });
}

template <class Real>
Result<RowStatistics> TreePrepared<Real>::computed_statistics(Range rows, const RunContext& run) const {
    std::vector<RowSums> sums(static_cast<std::size_t>(rows.size()));
    const Range cols{live(rows.begin, {0, rows.begin + 1}).begin, rows.end};
    const bool complete = for_each_piece(rows, cols, run, [&](const StripPiece<Real>& piece) {
        const Range own = intersection(rows, {piece.strip * panel, (piece.strip + 1) * panel});
        for (Index i = own.begin; piece.scores && i < own.end; ++i)
            add_row(i, piece.columns, piece.row(i), sums[static_cast<std::size_t>(i - rows.begin)]);
    });
    if (!complete)
        return failure(ErrorCode::cancelled, "stopped");
    RowStatistics statistics = empty_statistics(rows);
    const auto exact = exact_sums_.of(*system_, run);
    if (!exact)
        return tl::unexpected(exact.error());
    for (Index i = rows.begin; i < rows.end; ++i) {
        RowSums& row = sums[static_cast<std::size_t>(i - rows.begin)];
        if (*exact)
            row.set_sum((**exact)[i]);
        row.finish(*system_, i, statistics);
    }
    return statistics;
}

template <class Real>
template <class Number>
void TreePrepared<Real>::finish_row_of(Index i, const StripPiece<Real>& piece, Range cols, TileKind kind,
                                       const RowStatistics* statistics, Number* out, bool past_caches) const {
    const Range columns = intersection(piece.columns, cols), inside = live(i, columns);
    if (!piece.scores || inside.size() == 0)
        return write(rows_, nullptr, {columns.begin, columns.begin}, columns, out, past_caches);
    Real* scores = piece.row(i) + (inside.begin - piece.columns.begin);
    if constexpr (std::is_same_v<Real, float>) {
        const bool alpha = kind == TileKind::alpha;
        const double shift = alpha ? statistics->shift[i - statistics->rows.begin] : 0;
        const auto finish =
            alpha ? finish_of_row(*system_, i, shear_.empty() ? shift : 0, statistics->eta[i - statistics->rows.begin])
                  : RowFinish{RowReadout::identity, 0, 1};
        if (finish) {
            weigh(i, inside, scores);
            lean(i, inside, shift, scores);
            const Range whole = panels_over(inside);
            if (finish->readout != RowReadout::identity || finish->factor != 1)
                rows_.finish(finish->readout, piece.row(i) + (whole.begin * panel - piece.columns.begin),
                             whole.size() * panel, finish->offset, finish->factor);
            if (alpha && system_->skip.size() > 0 && inside.end == i + 1)
                scores[inside.size() - 1] += static_cast<float>(number_of_row(system_->skip, i, 0));
            return write(rows_, scores, inside, columns, out, past_caches);
        }
    }
    std::array<double, piece_columns> row;
    std::array<float, piece_columns> rounded;
    std::copy_n(scores, inside.size(), row.begin());
    adjust(i, inside, row.data());
    if (kind == TileKind::alpha)
        finish_row<double>(*system_, *statistics, i, inside, {row.data(), static_cast<std::size_t>(inside.size())});
    std::transform(row.begin(), row.begin() + inside.size(), rounded.begin(),
                   [](double x) { return static_cast<float>(x); });
    write(rows_, rounded.data(), inside, columns, out, past_caches);
}

template <class Real>
template <class Number>
Result<void> TreePrepared<Real>::fill(Range rows, Range cols, TileKind kind, const RowStatistics* statistics,
                                      std::span<Number> out, const RunContext& run) const {
    assert(static_cast<Index>(out.size()) == rows.size() * cols.size());
    assert(kind == TileKind::scores || statistics);
    const bool past_caches = static_cast<Index>(out.size_bytes()) > larger_than_caches;
    const bool complete = for_each_piece(rows, cols, run, [&](const StripPiece<Real>& piece) {
        const Range own = intersection(rows, {piece.strip * panel, (piece.strip + 1) * panel});
        const Index first = std::max(piece.columns.begin, cols.begin) - cols.begin;
        for (Index i = own.begin; i < own.end; ++i)
            finish_row_of(i, piece, cols, kind, statistics, out.data() + (i - rows.begin) * cols.size() + first,
                          past_caches);
        if (past_caches)
            rows_.settle();
    });
    if (!complete)
        return failure(ErrorCode::cancelled, "stopped");
    return {};
}

template <class Real>
Result<void> TreePrepared<Real>::tile(Range rows, Range cols, TileKind kind, const RowStatistics* statistics,
                                      std::span<double> out, const RunContext& run) const {
    return fill(rows, cols, kind, statistics, out, run);
}
template <class Real>
Result<void> TreePrepared<Real>::tile(Range rows, Range cols, TileKind kind, const RowStatistics* statistics,
                                      std::span<float> out, const RunContext& run) const {
    return fill(rows, cols, kind, statistics, out, run);
}

template <class Real>
Result<void> TreePrepared<Real>::visit(Range rows, Range cols, TileKind kind, const RowStatistics* statistics,
                                       const std::function<void(const Piece&)>& visitor, const RunContext& run) const {
    const bool complete = for_each_piece(rows, cols, run, [&](const StripPiece<Real>& piece) {
        const Range own = intersection(rows, {piece.strip * panel, (piece.strip + 1) * panel}),
                    columns = intersection(piece.columns, cols);
        if (!piece.scores)
            return;
        alignas(64) float finished[panel * piece_stride];
        for (Index i = own.begin; i < own.end; ++i)
            finish_row_of(i, piece, cols, kind, statistics, finished + (i - own.begin) * piece_stride, false);
        visitor({own, columns, finished, piece_stride});
    });
    if (!complete)
        return failure(ErrorCode::cancelled, "stopped");
    return {};
}

template class TreePrepared<float>;
template class TreePrepared<double>;

} // namespace alphascope::cpu
