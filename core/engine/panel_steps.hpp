#pragma once
// A system's steps as the panel kernels take them: computed once per prepare, O(L n) numbers.

#include "core/engine/panel_kernels.hpp"
#include "core/system/system.hpp"

#include <new>
#include <vector>

namespace alphascope {

/// Numbers aligned for the kernels.
class AlignedDoubles {
public:
    explicit AlignedDoubles(Index count);
    double* data() { return data_; }
    const double* data() const { return data_; }

private:
    std::vector<double> storage_;
    double* data_;
};

/// States of up to 32 neighbouring columns, and what a step of them needs.
struct Panel {
    explicit Panel(Index state, Index rank)
        : h(state * panel_width), next(state * panel_width), products(rank * panel_width), scores(panel_width) {}
    AlignedDoubles h, next, products, scores;
};

/// h_ij = weight_ij h_jj for identity, scalar and convolution: the panel rests and only a weight per column moves.
/// Delay and shear are outside (see CpuPrepared).
class PanelSteps {
public:
    explicit PanelSteps(const System& system);
    Index state() const { return n_; }
    Index rank() const { return rank_; }
    bool rests() const { return kind_ == Kind::rest; }
    bool decays() const { return !diagonal_.empty() || kernel_; }

    // Weights of a resting panel: products of scalars in double, or the kernel at the lag.
    double first_weight() const { return kernel_ ? (*kernel_)[0] : 1; }
    double next_weight(double weight, Index i, Index j) const {
        if (kernel_)
            return (*kernel_)[i - j];
        return diagonal_.empty() ? weight : weight * diagonal_[diagonal_.size() == 1 ? 0 : i];
    }

    /// Applies A_i to the panel; with q, also reads the scores. @pre not rests().
    void apply(Index i, const double* q, Panel& panel) const;

private:
    enum class Kind { rest, diagonal, blocks, low_rank, dense, level_merge };
    void merge_levels(Index i, const double* q, Panel& panel) const;
    void take_low_rank(const LowRankSteps& steps);
    const double* row(const std::vector<double>& m, Index stride, Index i) const {
        return m.data() + (static_cast<Index>(m.size()) == stride ? 0 : i * stride);
    }

    Kind kind_ = Kind::rest;
    Index n_ = 0, rank_ = 0;
    std::vector<double> diagonal_; ///< L × n (rest: L × 1)
    std::vector<double> blocks_;   ///< L × 2n
    std::vector<double> u_, v_;    ///< L × rank·n; v sees the state before the decay
    const double* dense_ = nullptr;
    bool dense_constant_ = false;
    const Vector* kernel_ = nullptr;
    Index part_ = 0; ///< coordinates of one level of a merge; its decays are in diagonal_, L × 1
};

} // namespace alphascope
