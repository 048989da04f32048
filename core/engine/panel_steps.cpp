#include "core/engine/panel_steps.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <functional>

namespace alphascope {
namespace {

constexpr std::size_t alignment = 64;

const double* row(const Matrix& m, Index i) {
    return m.data() + (m.rows() == 1 ? 0 : i * m.cols());
}

// (I + U Vᵀ) D = D + U (D V)ᵀ: one kernel for both orders.
Matrix early_reads(const LowRankSteps& s) {
    const Index n = s.d.cols(), rows = std::max(s.v.rows(), s.d.rows());
    Matrix reads(rows, s.rank * n);
    for (Index i = 0; i < rows; ++i)
        for (Index e = 0; e < reads.cols(); ++e)
            reads(i, e) = row(s.v, i)[e] * row(s.d, i)[e % n];
    return reads;
}

} // namespace

AlignedDoubles::AlignedDoubles(Index count) : storage_(count + alignment / sizeof(double)) {
    const auto address = reinterpret_cast<std::uintptr_t>(storage_.data());
    data_ = storage_.data() + ((alignment - address % alignment) % alignment) / sizeof(double);
}

PanelSteps::PanelSteps(const System& system, const cpu::MarchKernels& kernels)
    : kernels_(kernels), n_(inner_size(system.steps)), low_rank_(std::get_if<LowRankSteps>(&system.steps)),
      dense_(std::get_if<DenseSteps>(&system.steps)), merge_(std::get_if<LevelMergeSteps>(&system.steps)) {
    assert(low_rank_ || dense_ || merge_);
    if (low_rank_ && low_rank_->decay_first)
        reads_ = early_reads(*low_rank_);
}

void PanelSteps::merge_levels(Index i, Panel& panel) const {
    double* h = panel.h.data();
    const Index into = merged_level(i), count = merge_->part() * panel_width;
    for (Index level = 0; level < into; ++level) {
        double *from = h + level * count, *to = h + into * count;
        std::transform(from, from + count, to, to, std::plus<>());
        std::fill_n(from, count, 0.0);
    }
    const std::vector<double> decay(static_cast<std::size_t>(n_), merge_->decay(i));
    kernels_.scale(decay.data(), n_, h, h);
}

void PanelSteps::apply(Index i, Panel& panel) const {
    if (merge_) {
        merge_levels(i, panel);
    } else if (dense_) {
        kernels_.dense(row(dense_->a, i), n_, panel.h.data(), panel.next.data());
        std::swap(panel.h, panel.next);
    } else {
        const Matrix& reads = low_rank_->decay_first ? reads_ : low_rank_->v;
        kernels_.low_rank(row(low_rank_->d, i), row(low_rank_->u, i), row(reads, i), low_rank_->rank, n_,
                          panel.h.data(), panel.products.data());
    }
}

} // namespace alphascope
