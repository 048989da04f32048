#pragma once
// A system grown into a transport tree on a device. Only what is asked for comes back: tiles, and the sums of rows.

#include "core/engine/engine.hpp"
#include "core/engine/row_sums.hpp"
#include "core/engine/shear_sums.hpp"
#include "core/engine/state_row_sums.hpp"
#include "core/engine/statistics_cache.hpp"
#include "gpu/meetings.hpp"

namespace alphascope::gpu {

/// All of a system that lies on the device: what φ, η, window and skip do not change.
template <class Real> struct OnDevice {
    DeviceTree<Real> tree;
    Buffer<double> kernel, shear; ///< as in MapRule; empty where there is none
    Buffer<long long> cut;
};

template <class Real> class DevicePrepared final : public Prepared {
public:
    DevicePrepared(std::shared_ptr<Device> device, std::shared_ptr<const System> system,
                   std::shared_ptr<const OnDevice<Real>> grown);

    const System& system() const override { return *system_; }
    std::string engine_id() const override { return "cuda"; }
    bool is_float64() const override { return false; }

    Result<RowStatistics> row_statistics(Range rows, const RunContext& run) const override;
    Result<void> tile(Range rows, Range cols, TileKind kind, const RowStatistics* statistics, std::span<double> out,
                      const RunContext& run) const override;
    Result<void> tile(Range rows, Range cols, TileKind kind, const RowStatistics* statistics, std::span<float> out,
                      const RunContext& run) const override;

    Result<void> cells(std::span<const Index> rows, std::span<const Index> cols, TileKind kind, const RowScales* scales,
                       std::span<float> out, const RunContext& run) const override;
    Result<RowScales> row_scales(std::span<const Index> rows, const RunContext& run) const override;
    bool knows_rows(Range rows) const override { return cache_.knows(*system_, rows); }
    /// Shares what lies on the device, unless the new φ asks for another precision.
    std::shared_ptr<const Prepared> with(std::shared_ptr<const System> system) const override;

    /// A part of the map in the device's memory, row after row, `out` having room for it. @pre φ is no formula
    void fill_on_device(Queue& queue, Range rows, Range cols, TileKind kind, const RowStatistics* statistics,
                        float* out) const;

private:
    MapRule rule() const;
    CellScores<Real> scores_of(const Meetings<Real>& meetings) const;
    Range panels_of(Range groups) const;
    /// Sums of the rows of whole groups from all their columns.
    Result<std::vector<RowPiece>> pieces_of(Range groups, const RunContext& run) const;
    Result<RowStatistics> statistics_of_sums(Range rows, const RunContext& run) const;
    /// Sums of single rows, in increasing order, from all their columns.
    Result<std::vector<RowPiece>> pieces_of(std::span<const Index> rows, const RunContext& run) const;
    /// What η is made of, of a row with that piece.
    RowSums sums_of(const RowPiece& piece) const;
    /// Statistics through scores, for a φ that the kernels do not know.
    Result<RowStatistics> statistics_of_scores(Range rows, const RunContext& run) const;

    std::shared_ptr<Device> device_;
    std::shared_ptr<const System> system_;
    std::shared_ptr<const OnDevice<Real>> grown_;
    const DeviceTree<Real>& tree_; ///< the same
    StatisticsCache cache_;
    StateRowSums exact_sums_;
};

extern template class DevicePrepared<float>;
extern template class DevicePrepared<double>;

} // namespace alphascope::gpu
