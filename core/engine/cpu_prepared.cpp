#include "core/engine/cpu_prepared.hpp"

#include "core/base/progress.hpp"
#include "core/base/thread_pool.hpp"
#include "core/engine/flush_denormals.hpp"
#include "core/engine/row_sums.hpp"
#include "core/system/step_algebra.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>

namespace alphascope {
namespace {

tl::unexpected<Error> stopped() {
    return failure(ErrorCode::cancelled, "stopped");
}

} // namespace

CpuPrepared::CpuPrepared(std::shared_ptr<const System> system, const cpu::MarchKernels& kernels)
    : system_(std::move(system)), steps_(*system_, kernels), shear_(system_->shear) {
    if (!system_->delay)
        return;
    const Index n = steps_.state(), length = system_->length();
    late_ = Matrix::Zero(length, n);
    immediate_ = (system_->q.rightCols(n).cwiseProduct(system_->b.rightCols(n))).rowwise().sum();
    Matrix kick(2 * n, 1);
    for (Index i = 1; i < length; ++i) {
        kick << Vector::Zero(n), system_->b.row(i - 1).tail(n).transpose();
        apply_step(*system_, i, kick);
        late_.row(i) = kick.topRows(n).transpose();
    }
}

CpuPrepared::Block CpuPrepared::block(Index first, Index columns, Range rows) const {
    const Index last = system_->window > 0 ? std::min(rows.end, first + columns - 1 + system_->window) : rows.end;
    const Index begin = std::max(rows.begin, first);
    return {first, columns, {begin, std::max(begin, last)}};
}

Range CpuPrepared::unmasked(const Block& block, Index i) const {
    const Index begin = system_->window > 0 ? std::max(block.first, i + 1 - system_->window) : block.first;
    return {begin, std::max(begin, std::min(block.first + block.columns, i + 1))};
}

void CpuPrepared::enter(Index i, Index column, Panel& panel) const {
    for (Index m = 0; m < steps_.state(); ++m)
        panel.h.data()[m * panel_width + column] = system_->b(i, m);
}

void CpuPrepared::advance(const Block& block, Index i, const double* q, Panel& panel) const {
    const Index age = i - block.first; // the column that enters now, while there is one
    if (age > 0)
        steps_.apply(i, panel);
    if (late_.size() > 0 && age > 0 && age <= block.columns)
        for (Index m = 0; m < steps_.state(); ++m)
            panel.h.data()[m * panel_width + age - 1] += late_(i, m);
    if (age < block.columns)
        enter(i, age, panel);
    if (q)
        steps_.read(q, panel);
}

template <class Visit> bool CpuPrepared::march(const Block& block, const RunContext& run, Visit visit) const {
    if (block.rows.size() == 0)
        return true;
    const FlushDenormals flush;
    Panel panel(steps_.state(), steps_.rank());
    double* scores = panel.scores.data();
    for (Index i = block.first; i < block.rows.end; ++i) {
        if (run.cancelled())
            return false;
        const bool wanted = i >= block.rows.begin;
        advance(block, i, wanted ? &system_->q(i, 0) : nullptr, panel);
        if (!wanted)
            continue;
        const Range live = unmasked(block, i);
        if (!shear_.empty())
            for (Index j = live.begin; j < live.end; ++j)
                scores[j - block.first] += shear_.bias(i, j);
        if (immediate_.size() > 0 && i < block.first + block.columns)
            scores[i - block.first] += immediate_[i];
        visit(i, std::span<double>(scores, block.columns));
    }
    return true;
}

Result<RowStatistics> CpuPrepared::row_statistics(Range rows, const RunContext& run) const {
    if (auto known = cache_.find(*system_, rows))
        return *known;
    RowStatistics statistics = empty_statistics(rows);
    // Blocks are shared out to a fixed number of groups, each with its own sums, merged in order: the same bits for any
    // number of threads, and memory for 16 sums a row instead of one a block.
    const Index seen_from = system_->window > 0 ? std::max<Index>(0, rows.begin + 1 - system_->window) : 0;
    const Index first_block = seen_from / panel_width, end_block = (rows.end + panel_width - 1) / panel_width;
    const Index groups = std::min<Index>(16, end_block - first_block);
    std::vector<RowSums> sums(groups * rows.size());
    std::atomic<bool> complete{true};
    Progress progress(run, end_block - first_block);
    parallel_for(groups, [&](Index group) {
        for (Index k = first_block + group; k < end_block; k += groups) {
            const Index first = k * panel_width;
            const Block part = block(first, std::min(panel_width, rows.end - first), rows);
            const bool done = march(part, run, [&](Index i, std::span<const double> scores) {
                const Range live = unmasked(part, i);
                sums[group * rows.size() + i - rows.begin].add(*system_, i,
                                                               scores.subspan(live.begin - first, live.size()));
            });
            if (!done) {
                complete = false;
                return;
            }
            progress.one_done();
        }
    });
    if (!complete)
        return stopped();
    for (Index i = rows.begin; i < rows.end; ++i) {
        RowSums total = sums[i - rows.begin];
        for (Index group = 1; group < groups; ++group)
            total.add(sums[group * rows.size() + i - rows.begin]);
        total.finish(*system_, i, statistics);
    }
    cache_.keep(statistics);
    return statistics;
}

template <class Real>
Result<void> CpuPrepared::fill(Range rows, Range cols, TileKind kind, const RowStatistics* statistics,
                               std::span<Real> out, const RunContext& run) const {
    assert(static_cast<Index>(out.size()) == rows.size() * cols.size());
    assert(kind == TileKind::scores || statistics);
    const Index blocks = (cols.size() + panel_width - 1) / panel_width;
    std::atomic<bool> complete{true};
    Progress progress(run, blocks);
    parallel_for(blocks, [&](Index k) {
        const Index first = cols.begin + k * panel_width;
        const Block part = block(first, std::min(panel_width, cols.end - first), rows);
        const auto place = [&](Index i) { return out.data() + (i - rows.begin) * cols.size() + (first - cols.begin); };
        for (Index i = rows.begin; i < rows.end; ++i)
            if (i < part.rows.begin || i >= part.rows.end)
                std::fill_n(place(i), part.columns, Real{0});
        const bool done = march(part, run, [&](Index i, std::span<double> scores) {
            if (kind == TileKind::alpha) {
                finish_row<double>(*system_, *statistics, i, {first, first + part.columns}, scores);
            } else {
                const Range live = unmasked(part, i);
                std::fill_n(scores.begin(), std::min(live.begin - first, part.columns), 0.0);
                std::fill(scores.begin() + std::min(live.end - first, part.columns), scores.end(), 0.0);
            }
            std::transform(scores.begin(), scores.end(), place(i),
                           [](double x) { return static_cast<Real>(static_cast<float>(x)); });
        });
        if (!done)
            complete = false;
        progress.one_done();
    });
    if (!complete)
        return stopped();
    return {};
}

Result<void> CpuPrepared::tile(Range rows, Range cols, TileKind kind, const RowStatistics* statistics,
                               std::span<double> out, const RunContext& run) const {
    return fill(rows, cols, kind, statistics, out, run);
}
Result<void> CpuPrepared::tile(Range rows, Range cols, TileKind kind, const RowStatistics* statistics,
                               std::span<float> out, const RunContext& run) const {
    return fill(rows, cols, kind, statistics, out, run);
}

} // namespace alphascope
