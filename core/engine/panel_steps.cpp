#include "core/engine/panel_steps.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>

namespace alphascope {
namespace {

constexpr std::size_t alignment = 64;

std::vector<double> signed_exp(const double* log, Index count, const double* sign, Index sign_count) {
    std::vector<double> a(count);
    for (Index k = 0; k < count; ++k)
        a[k] = sign[k % sign_count] * std::exp(log[k]);
    return a;
}

std::vector<double> rotation_blocks(const RotationSteps& s) {
    const Index rows = std::max(s.angle.rows(), s.log_modulus.rows()), modes = s.angle.cols();
    std::vector<double> a(rows * 4 * modes);
    for (Index i = 0; i < rows; ++i)
        for (Index m = 0; m < modes; ++m) {
            const double modulus = std::exp(s.log_modulus(s.log_modulus.rows() == 1 ? 0 : i, m));
            const double angle = s.angle(s.angle.rows() == 1 ? 0 : i, m);
            double* block = &a[(i * modes + m) * 4];
            block[0] = block[3] = modulus * std::cos(angle);
            block[2] = modulus * std::sin(angle);
            block[1] = -block[2];
        }
    return a;
}

} // namespace

AlignedDoubles::AlignedDoubles(Index count) : storage_(count + alignment / sizeof(double)) {
    const auto address = reinterpret_cast<std::uintptr_t>(storage_.data());
    data_ = storage_.data() + ((alignment - address % alignment) % alignment) / sizeof(double);
}

PanelSteps::PanelSteps(const System& system) : n_(inner_size(system.steps)) {
    // A delay adds to states after their first step: the panel cannot rest then.
    const Index repeated = system.delay ? n_ : 1;
    if (system.delay)
        kind_ = Kind::diagonal;
    std::visit(Overloaded{
                   [&](const IdentitySteps&) {
                       if (system.delay)
                           diagonal_.assign(n_, 1);
                   },
                   [&](const ScalarSteps& s) {
                       const auto a = signed_exp(s.log_a.data(), s.log_a.size(), s.sign.data(), s.sign.size());
                       for (const double x : a)
                           diagonal_.insert(diagonal_.end(), repeated, x);
                   },
                   [&](const DiagonalSteps& s) {
                       kind_ = Kind::diagonal;
                       diagonal_ = signed_exp(s.log_a.data(), s.log_a.size(), s.sign.data(), s.sign.size());
                   },
                   [&](const RotationSteps& s) {
                       kind_ = Kind::blocks;
                       blocks_ = rotation_blocks(s);
                   },
                   [&](const BlockSteps& s) {
                       kind_ = Kind::blocks;
                       blocks_.assign(s.a.data(), s.a.data() + s.a.size());
                   },
                   [&](const LowRankSteps& s) { take_low_rank(s); },
                   [&](const DenseSteps& s) {
                       kind_ = Kind::dense;
                       dense_ = s.a.data();
                       dense_constant_ = s.a.rows() == 1;
                   },
                   [&](const ConvolutionSteps& s) { kernel_ = &s.kernel; },
                   [&](const LevelMergeSteps& s) {
                       kind_ = Kind::level_merge;
                       part_ = s.part();
                       diagonal_.resize(s.log_a.size());
                       std::transform(s.log_a.begin(), s.log_a.end(), diagonal_.begin(),
                                      [](double log) { return std::exp(log); });
                   },
               },
               system.steps);
}

void PanelSteps::take_low_rank(const LowRankSteps& s) {
    kind_ = Kind::low_rank;
    rank_ = s.rank;
    diagonal_.assign(s.d.data(), s.d.data() + s.d.size());
    u_.assign(s.u.data(), s.u.data() + s.u.size());
    v_.assign(s.v.data(), s.v.data() + s.v.size());
    if (!s.decay_first)
        return;
    // (I + U Vᵀ) D = D + U (D V)ᵀ: one kernel for both orders.
    const Matrix& longer = s.v.rows() >= s.d.rows() ? s.v : s.d;
    v_.resize(longer.rows() * rank_ * n_);
    for (Index i = 0; i < longer.rows(); ++i)
        for (Index r = 0; r < rank_; ++r)
            for (Index m = 0; m < n_; ++m)
                v_[(i * rank_ + r) * n_ + m] =
                    s.v(s.v.rows() == 1 ? 0 : i, r * n_ + m) * s.d(s.d.rows() == 1 ? 0 : i, m);
}

void PanelSteps::merge_levels(Index i, const double* q, Panel& panel) const {
    double* h = panel.h.data();
    const Index into = merged_level(i), count = part_ * panel_width;
    for (Index level = 0; level < into; ++level) {
        double *from = h + level * count, *to = h + into * count;
        std::transform(from, from + count, to, to, std::plus<>());
        std::fill_n(from, count, 0.0);
    }
    double* decay = panel.next.data(); // one for every coordinate, as the diagonal kernel wants it
    std::fill_n(decay, n_, diagonal_[diagonal_.size() == 1 ? 0 : i]);
    step_diagonal(decay, q, n_, h, panel.scores.data());
}

void PanelSteps::apply(Index i, const double* q, Panel& panel) const {
    double *h = panel.h.data(), *scores = panel.scores.data();
    switch (kind_) {
    case Kind::rest: return;
    case Kind::diagonal: return step_diagonal(row(diagonal_, n_, i), q, n_, h, scores);
    case Kind::blocks: return step_blocks(row(blocks_, 2 * n_, i), q, n_, h, scores);
    case Kind::low_rank:
        return step_low_rank(row(diagonal_, n_, i), row(u_, rank_ * n_, i), row(v_, rank_ * n_, i), rank_, q, n_, h,
                             panel.products.data(), scores);
    case Kind::level_merge: return merge_levels(i, q, panel);
    case Kind::dense:
        step_dense(dense_ + (dense_constant_ ? 0 : i * n_ * n_), n_, h, panel.next.data());
        std::swap(panel.h, panel.next);
        if (q)
            read_panel(q, n_, panel.h.data(), scores);
        return;
    }
}

} // namespace alphascope
