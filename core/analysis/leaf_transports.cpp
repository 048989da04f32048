#include "core/analysis/leaf_transports.hpp"

#include "core/analysis/growth.hpp"
#include "core/analysis/log_scale.hpp"
#include "core/base/progress.hpp"
#include "core/base/thread_pool.hpp"
#include "core/engine/cpu/level.hpp"
#include "core/engine/panel_steps.hpp"
#include "core/system/step_algebra.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

namespace alphascope {
namespace {

const double* row_of(const Matrix& m, Index i) {
    return m.row(m.rows() == 1 ? 0 : i).data();
}

// A_i on 32 columns at once, by the engine's own kernels where there is one.
class PanelStep {
public:
    explicit PanelStep(const System& system)
        : system_(system), low_rank_(system.delay ? nullptr : std::get_if<LowRankSteps>(&system.steps)),
          dense_(system.delay ? nullptr : std::get_if<DenseSteps>(&system.steps)),
          panel_(system.state_size(), low_rank_ ? low_rank_->rank : 0) {}

    /// Columns of the identity, from `first` on.
    void restart(Index first) {
        columns().setZero();
        for (Index k = first; k < std::min(first + panel_width, system_.state_size()); ++k)
            columns()(k, k - first) = 1;
    }
    void apply(Index i) {
        if (low_rank_)
            apply_low_rank(i);
        else if (dense_) {
            kernels_.dense(row_of(dense_->a, i), dense_->n, panel_.h.data(), panel_.next.data());
            std::swap(panel_.h, panel_.next);
        } else {
            apply_step(system_, i, columns());
        }
    }
    Eigen::Map<Matrix> columns() { return {panel_.h.data(), system_.state_size(), panel_width}; }

private:
    void apply_low_rank(Index i) {
        const LowRankSteps& s = *low_rank_;
        const Index n = s.d.cols();
        const double *d = row_of(s.d, i), *v = row_of(s.v, i);
        if (s.decay_first) { // the read vectors see the decayed state
            reads_.resize(s.rank, n);
            reads_ = Eigen::Map<const Matrix>(v, s.rank, n) * Eigen::Map<const Vector>(d, n).asDiagonal();
            v = reads_.data();
        }
        kernels_.low_rank(d, row_of(s.u, i), v, s.rank, n, panel_.h.data(), panel_.products.data());
    }

    const cpu::MarchKernels& kernels_ = cpu::best_kernels().march;
    const System& system_;
    const LowRankSteps* low_rank_;
    const DenseSteps* dense_;
    Panel panel_;
    Matrix reads_;
};

// Whether A_i on a panel may leave less than rounding. Rank 1 whose d + u vᵀ is well away from singular cannot.
bool may_cancel(const LowRankSteps* steps, Index i) {
    if (!steps || steps->rank != 1)
        return true;
    const double *d = row_of(steps->d, i), *u = row_of(steps->u, i), *v = row_of(steps->v, i);
    double determinant = 1; // over Π d
    for (Index k = 0; k < steps->d.cols(); ++k)
        determinant += u[k] * v[k] / (steps->decay_first ? 1 : d[k]);
    return !(std::abs(determinant) > 1e-6);
}

double log_of(double size) {
    return size > 0 && std::isfinite(size) ? std::log(size) : 0;
}

// False when stopped.
bool fill(const System& system, LeafTransport& leaf, const RunContext& run) {
    constexpr Index between_scales = 8, between_polls = 32;
    constexpr double most_unscaled = 230; // 1e100
    const Index n = system.state_size(), panels = (n + panel_width - 1) / panel_width;
    leaf.matrix.resize(n, n);
    Vector scales = Vector::Zero(panels);
    PanelStep step(system);
    const auto* low_rank = system.delay ? nullptr : std::get_if<LowRankSteps>(&system.steps);
    for (Index p = 0; p < panels; ++p) {
        step.restart(p * panel_width);
        double unscaled = 0; // about ln of what the steps since the last scaling have done
        for (Index i = leaf.tokens.begin + 1; i <= leaf.tokens.end; ++i) {
            const bool watched = may_cancel(low_rank, i);
            const double before = watched ? step.columns().norm() : 0;
            step.apply(i);
            if (watched) {
                const double after = step.columns().norm();
                unscaled += std::abs(log_of(after) - log_of(before));
                if (is_rounding(after, before) && is_rounding(after, step_matrix(system, i).norm() * before))
                    leaf.lost_at = leaf.lost_at.value_or(i);
            } else {
                unscaled += std::abs(log_of(Eigen::Map<const Vector>(row_of(low_rank->d, i), n).cwiseAbs().maxCoeff()));
            }
            if (i % between_scales == 0 || i == leaf.tokens.end || unscaled > most_unscaled) {
                scales[p] += take_scale(step.columns());
                unscaled = 0;
            }
            if (i % between_polls == 0 && run.cancelled())
                return false;
        }
        const Index first = p * panel_width, width = std::min(panel_width, n - first);
        leaf.matrix.middleCols(first, width) = step.columns().leftCols(width);
    }
    const auto columns_of = [&](Index p) {
        return leaf.matrix.middleCols(p * panel_width, std::min(panel_width, n - p * panel_width));
    };
    constexpr double lowest = std::numeric_limits<double>::lowest();
    double largest = lowest; // of panels in which anything is left
    for (Index p = 0; p < panels; ++p)
        if (!columns_of(p).isZero(0))
            largest = std::max(largest, scales[p]);
    leaf.log_scale = largest == lowest ? 0 : largest;
    for (Index p = 0; p < panels; ++p)
        if (scales[p] != leaf.log_scale && !columns_of(p).isZero(0))
            columns_of(p) *= std::exp(scales[p] - leaf.log_scale);
    return true;
}

} // namespace

std::vector<Index> leaf_bounds(Index last, Index count, Index inner) {
    std::vector<Index> bounds = evenly_spaced(0, last, count + 1);
    // The bound next to `inner` moves there, the ends stay.
    if (bounds.size() > 2 && inner > 0 && inner < last)
        *std::min_element(bounds.begin() + 1, bounds.end() - 1,
                          [inner](Index a, Index b) { return std::abs(a - inner) < std::abs(b - inner); }) = inner;
    return bounds;
}

Result<std::vector<LeafTransport>> leaf_transports(const System& system, const std::vector<Index>& bounds,
                                                   const RunContext& run) {
    const Index count = std::max<Index>(0, static_cast<Index>(bounds.size()) - 1);
    std::vector<LeafTransport> leaves(static_cast<std::size_t>(count));
    Progress progress(run, count);
    std::atomic<bool> cancelled = false;
    parallel_for(count, [&](Index c) {
        const auto k = static_cast<std::size_t>(c);
        leaves[k].tokens = {bounds[k], bounds[k + 1]};
        if (cancelled || run.cancelled() || !fill(system, leaves[k], run))
            cancelled = true;
        else
            progress.one_done();
    });
    if (cancelled)
        return failure(ErrorCode::cancelled, "the products of steps were not finished: stopped");
    return leaves;
}

double leaf_transport_work(const System& system) {
    const auto n = static_cast<double>(system.state_size()), tokens = static_cast<double>(system.length());
    const auto* low_rank = std::get_if<LowRankSteps>(&system.steps);
    const double flops = low_rank ? 4 * static_cast<double>(low_rank->rank) * n * n + n * n
                         : std::holds_alternative<DenseSteps>(system.steps) ? 2 * n * n * n
                                                                            : 10 * n * n;
    return flops * tokens;
}

} // namespace alphascope
