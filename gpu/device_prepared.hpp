#pragma once
// A system grown into a transport tree on a device. Only what is asked for comes back: tiles, and the sums of rows.

#include "core/engine/engine.hpp"
#include "core/engine/row_sums.hpp"
#include "core/engine/shear_sums.hpp"
#include "core/engine/state_row_sums.hpp"
#include "core/engine/statistics_cache.hpp"
#include "gpu/meetings.hpp"

namespace alphascope::gpu {

template <class Real> class DevicePrepared final : public Prepared {
public:
    DevicePrepared(std::shared_ptr<Device> device, std::shared_ptr<const System> system, DeviceTree<Real> tree,
                   Buffer<double> kernel, Buffer<double> shear, Buffer<long long> cut);

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

    /// A part of the map in the device's memory, row after row, `out` having room for it. @pre φ is no formula
    void fill_on_device(Queue& queue, Range rows, Range cols, TileKind kind, const RowStatistics* statistics,
                        float* out) const;

private:
    MapRule rule() const;
    Range panels_of(Range groups) const;
    /// Sums of the rows of whole groups from all their columns.
    Result<std::vector<RowPiece>> pieces_of(Range groups, const RunContext& run) const;
    Result<RowStatistics> statistics_of_sums(Range rows, const RunContext& run) const;
    /// Statistics through scores, for a φ that the kernels do not know.
    Result<RowStatistics> statistics_of_scores(Range rows, const RunContext& run) const;

    std::shared_ptr<Device> device_;
    std::shared_ptr<const System> system_;
    DeviceTree<Real> tree_;
    Buffer<double> kernel_, shear_;
    Buffer<long long> cut_;
    StatisticsCache cache_;
    StateRowSums exact_sums_;
};

extern template class DevicePrepared<float>;
extern template class DevicePrepared<double>;

} // namespace alphascope::gpu
