#pragma once
// A system that a transport tree is not worth its matrices for, or has none for (cpu/leaf_steps.hpp): columns in blocks
// of 32, each block marched down its rows in double.

#include "core/engine/engine.hpp"
#include "core/engine/panel_steps.hpp"
#include "core/engine/shear_sums.hpp"
#include "core/engine/statistics_cache.hpp"

namespace alphascope {

class CpuPrepared : public Prepared {
public:
    CpuPrepared(std::shared_ptr<const System> system, const cpu::MarchKernels& kernels);

    const System& system() const override { return *system_; }
    std::string engine_id() const override { return "cpu"; }
    bool is_float64() const override { return false; }

    Result<RowStatistics> row_statistics(Range rows, const RunContext& run) const override;
    Result<void> tile(Range rows, Range cols, TileKind kind, const RowStatistics* statistics, std::span<double> out,
                      const RunContext& run) const override;
    Result<void> tile(Range rows, Range cols, TileKind kind, const RowStatistics* statistics, std::span<float> out,
                      const RunContext& run) const override;

private:
    struct Block {
        Index first, columns;
        Range rows; ///< where some column of the block is on or below the diagonal and inside the window
    };
    Block block(Index first, Index columns, Range rows) const;
    /// Columns of row i that are not masked, within the block.
    Range unmasked(const Block& block, Index i) const;

    /// visit(i, scores of the block's columns) for each of its rows; false when stopped. Masked scores are arbitrary.
    template <class Visit> bool march(const Block& block, const RunContext& run, Visit visit) const;
    /// Brings the panel from row i − 1 to row i.
    void advance(const Block& block, Index i, const double* q, Panel& panel) const;
    void enter(Index i, Index column, Panel& panel) const;

    template <class Real>
    Result<void> fill(Range rows, Range cols, TileKind kind, const RowStatistics* statistics, std::span<Real> out,
                      const RunContext& run) const;

    std::shared_ptr<const System> system_;
    PanelSteps steps_;
    ShearSums shear_;
    Matrix late_;      ///< delay: row i is Q_i y_{i−1}, which column i − 1 gains at step i; empty without
    Vector immediate_; ///< delay: what y adds to the score on the diagonal
    StatisticsCache cache_;
};

} // namespace alphascope
