// What η needs of rows, of a system on a device.

#include "core/base/ranges.hpp"
#include "core/base/thread_pool.hpp"
#include "gpu/device_prepared.hpp"
#include "gpu/places.hpp"

#include <algorithm>

namespace alphascope::gpu {
namespace {

constexpr Index sum_groups = 64, most_sum_groups = 1024; ///< at a time, where each row and column group have a piece
constexpr Index column_groups_at_once = 256;             ///< of single rows: bounds the memory that carried keys take

} // namespace

template <class Real>
Result<std::vector<RowPiece>> DevicePrepared<Real>::pieces_of(Range groups, const RunContext& run) const {
    const MapRule rule = this->rule();
    const Range rows = tokens_of(groups);
    std::vector<RowPiece> pieces(static_cast<std::size_t>(rows.size()), empty_piece());
    std::vector<double> value(pieces.size(), 0.0);
    for (Index i = rows.begin; i < std::min(rows.end, system_->length()); ++i)
        value[static_cast<std::size_t>(i - rows.begin)] = number_of_row(system_->readout.value, i, 0);
    const Index first_column = system_->window > 0 ? std::max<Index>(0, rows.begin + 1 - system_->window) : 0;
    Queue queue(device_);
    const Buffer<RowPiece> totals = queue.uploaded(std::span<const RowPiece>(pieces));
    const Buffer<double> values = queue.uploaded(std::span<const double>(value));
    for (const Range column_groups :
         parts_of(groups_over({first_column, rows.end}),
                  std::clamp(sum_groups * sum_groups / groups.size(), sum_groups, most_sum_groups))) {
        if (run.cancelled())
            return failure(ErrorCode::cancelled, "stopped");
        const Meetings<Real> meetings(queue, tree_, panels_of(groups), panels_of(column_groups));
        const TileOperands<Real> operands = meetings.operands();
        PieceTable table{nullptr, rows.begin, column_groups.size()};
        const Buffer<RowPiece> room = queue.buffer<RowPiece>(rows.size() * table.places());
        table.pieces = room.data();
        queue.launch(TileSums<Real>{operands, rule, values.data(), table}, groups.size() * column_groups.size());
        const Range corners = intersection(groups, column_groups);
        queue.launch(
            CornerSums<Real>{{operands, tree_.blocks(), corners.begin, corners.size()}, rule, values.data(), table},
            corners.size() * group_panels * group_panels);
        queue.launch(JoinPieces{table, totals.data(), rows.size(), column_groups.begin, rule.relative},
                     (rows.size() + JoinPieces::threads - 1) / JoinPieces::threads);
    }
    queue.download(totals.data(), std::span<RowPiece>(pieces));
    return queue.finish().map([&] { return std::move(pieces); });
}

template <class Real>
Result<RowStatistics> DevicePrepared<Real>::statistics_of_scores(Range rows, const RunContext& run) const {
    RowStatistics statistics = empty_statistics(rows);
    std::vector<float> scores;
    std::vector<double> row;
    for (const Range strip : parts_of(rows, tile_size)) {
        const Range cols{0, strip.end};
        scores.resize(static_cast<std::size_t>(strip.size() * cols.size()));
        if (auto done =
                tile(strip, cols, TileKind::scores, nullptr, std::span<float>(scores), RunContext{run.stop, {}});
            !done)
            return tl::unexpected(done.error());
        for (Index i = strip.begin; i < strip.end; ++i) {
            const Index first = system_->window > 0 ? std::max<Index>(0, i + 1 - system_->window) : 0;
            const float* from = scores.data() + (i - strip.begin) * cols.size();
            row.assign(from + first, from + i + 1);
            row_statistics_of(*system_, i, row, statistics);
        }
        run.report(static_cast<double>(strip.end - rows.begin) / static_cast<double>(rows.size()));
    }
    return statistics;
}

template <class Real>
Result<RowStatistics> DevicePrepared<Real>::row_statistics(Range rows, const RunContext& run) const {
    const bool by_formula = system_->readout.kind == ReadoutKind::formula;
    return cache_.get(*system_, rows, [&](Range part) {
        return by_formula ? statistics_of_scores(part, run) : statistics_of_sums(part, run);
    });
}

template <class Real>
Result<RowStatistics> DevicePrepared<Real>::statistics_of_sums(Range rows, const RunContext& run) const {
    RowStatistics statistics = empty_statistics(rows);
    const auto exact = exact_sums_.of(*system_, run);
    if (!exact)
        return tl::unexpected(exact.error());
    const std::vector<Range> blocks = parts_of(groups_over(rows), sum_groups);
    for (std::size_t k = 0; k < blocks.size(); ++k) {
        const auto pieces = pieces_of(blocks[k], run);
        if (!pieces)
            return tl::unexpected(pieces.error());
        const Range own = intersection(rows, tokens_of(blocks[k]));
        const std::vector<Range> parts = parts_of(own, tile_size);
        parallel_for(static_cast<Index>(parts.size()), [&](Index part) {
            const Range some = parts[static_cast<std::size_t>(part)];
            for (Index i = some.begin; i < some.end; ++i) {
                const RowPiece& piece = (*pieces)[static_cast<std::size_t>(i - blocks[k].begin * tile_size)];
                RowSums sums = sums_of(piece);
                if (*exact)
                    sums.set_sum((**exact)[i]);
                sums.finish(*system_, i, statistics);
            }
        });
        run.report(static_cast<double>(k + 1) / static_cast<double>(blocks.size()));
    }
    return statistics;
}

template <class Real> RowSums DevicePrepared<Real>::sums_of(const RowPiece& piece) const {
    RowSums sums;
    sums.shift_for(*system_, piece.top);
    sums.add(PhiSums{piece.sum, piece.abs_sum, piece.sum_squares, piece.max});
    return sums;
}

template <class Real>
Result<std::vector<RowPiece>> DevicePrepared<Real>::pieces_of(std::span<const Index> rows,
                                                              const RunContext& run) const {
    const MapRule rule = this->rule();
    const Looked looked = looked_at(rows);
    std::vector<double> value;
    for (const Index i : rows)
        value.push_back(number_of_row(system_->readout.value, i, 0));
    const Index first = system_->window > 0 ? std::max<Index>(0, rows.front() + 1 - system_->window) : 0;
    const std::vector<Range> blocks = parts_of(groups_over({first, rows.back() + 1}), column_groups_at_once);
    std::vector<RowPiece> totals(rows.size(), empty_piece());
    for (std::size_t k = 0; k < blocks.size(); ++k) {
        if (run.cancelled())
            return failure(ErrorCode::cancelled, "stopped");
        const Range columns = intersection(tokens_of(blocks[k]), {0, system_->length()});
        Queue queue(device_);
        const Meetings<Real> meetings(queue, tree_, looked.panels, all_of(panels_of(blocks[k])));
        const Buffer<CellPlace> places = queue.uploaded(std::span<const CellPlace>(looked.places));
        const Buffer<double> values = queue.uploaded(std::span<const double>(value));
        RowParts<Real> kernel{scores_of(meetings), places.data(),  values.data(), static_cast<Size>(rows.size()),
                              columns.begin,       columns.size(), rule,          nullptr};
        const Buffer<RowPiece> found = queue.buffer<RowPiece>(kernel.blocks());
        kernel.out = found.data();
        queue.launch(kernel, kernel.blocks());
        std::vector<RowPiece> parts(static_cast<std::size_t>(kernel.blocks()));
        queue.download(found.data(), std::span<RowPiece>(parts));
        if (const auto done = queue.finish(); !done)
            return tl::unexpected(done.error());
        for (std::size_t p = 0; p < parts.size(); ++p) {
            RowPiece& total = totals[p / static_cast<std::size_t>(kernel.parts())];
            total = joined(total, parts[p], rule.relative);
        }
        run.report(static_cast<double>(k + 1) / static_cast<double>(blocks.size()));
    }
    return totals;
}

template <class Real>
Result<RowScales> DevicePrepared<Real>::row_scales(std::span<const Index> rows, const RunContext& run) const {
    if (system_->readout.kind == ReadoutKind::formula)
        return Prepared::row_scales(rows, run);
    return cache_.get(*system_, rows, [&](std::span<const Index> unknown) -> Result<std::vector<RowSums>> {
        const auto exact = exact_sums_.of(*system_, run);
        if (!exact)
            return tl::unexpected(exact.error());
        const auto pieces = pieces_of(unknown, run);
        if (!pieces)
            return tl::unexpected(pieces.error());
        std::vector<RowSums> sums;
        for (std::size_t r = 0; r < unknown.size(); ++r) {
            sums.push_back(sums_of((*pieces)[r]));
            if (*exact)
                sums.back().set_sum((**exact)[unknown[r]]);
        }
        return sums;
    });
}

template Result<std::vector<RowPiece>> DevicePrepared<float>::pieces_of(Range, const RunContext&) const;
template Result<std::vector<RowPiece>> DevicePrepared<float>::pieces_of(std::span<const Index>,
                                                                        const RunContext&) const;
template Result<RowStatistics> DevicePrepared<float>::statistics_of_sums(Range, const RunContext&) const;
template Result<RowStatistics> DevicePrepared<float>::statistics_of_scores(Range, const RunContext&) const;
template Result<RowStatistics> DevicePrepared<float>::row_statistics(Range, const RunContext&) const;
template RowSums DevicePrepared<float>::sums_of(const RowPiece&) const;
template Result<RowScales> DevicePrepared<float>::row_scales(std::span<const Index>, const RunContext&) const;
template Result<std::vector<RowPiece>> DevicePrepared<double>::pieces_of(Range, const RunContext&) const;
template Result<std::vector<RowPiece>> DevicePrepared<double>::pieces_of(std::span<const Index>,
                                                                         const RunContext&) const;
template Result<RowStatistics> DevicePrepared<double>::statistics_of_sums(Range, const RunContext&) const;
template Result<RowStatistics> DevicePrepared<double>::statistics_of_scores(Range, const RunContext&) const;
template Result<RowStatistics> DevicePrepared<double>::row_statistics(Range, const RunContext&) const;
template RowSums DevicePrepared<double>::sums_of(const RowPiece&) const;
template Result<RowScales> DevicePrepared<double>::row_scales(std::span<const Index>, const RunContext&) const;

} // namespace alphascope::gpu
