#pragma once
// A system's steps on panels of 32 columns, for the kernels that march.

#include "core/engine/cpu/kernels.hpp"
#include "core/system/system.hpp"

#include <vector>

namespace alphascope {

inline constexpr Index panel_width = cpu::panel;

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

/// Low-rank, dense and level-merge steps. Delay and shear are outside (see CpuPrepared).
class PanelSteps {
public:
    /// @pre the system outlives this
    PanelSteps(const System& system, const cpu::MarchKernels& kernels);
    Index state() const { return n_; }
    Index rank() const { return low_rank_ ? low_rank_->rank : 0; }

    /// Applies A_i to the panel.
    void apply(Index i, Panel& panel) const;
    /// scores_c = q · h_c.
    void read(const double* q, Panel& panel) const { kernels_.read(q, n_, panel.h.data(), panel.scores.data()); }

private:
    void merge_levels(Index i, Panel& panel) const;

    const cpu::MarchKernels& kernels_;
    Index n_;
    const LowRankSteps* low_rank_;
    const DenseSteps* dense_;
    const LevelMergeSteps* merge_;
    Matrix reads_; ///< v as it sees the state before the decay, where the decay comes first
};

} // namespace alphascope
