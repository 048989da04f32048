#include "core/analysis/sampled_view.hpp"

#include "core/analysis/estimated_scales.hpp"
#include "core/analysis/pixel_kernels.hpp"
#include "core/analysis/row_cost.hpp"
#include "core/analysis/sample_positions.hpp"
#include "core/analysis/view_grids.hpp"
#include "core/base/thread_pool.hpp"
#include "core/engine/row_sums.hpp"

#include <algorithm>
#include <cmath>

namespace alphascope {
namespace {

/// A pixel through which the diagonal runs, and the cell of the diagonal that it shows.
struct DiagonalPixel {
    Index y, x, cell;
};

std::vector<DiagonalPixel> diagonal_pixels(const ViewGrids& grids, std::span<const Index> rows) {
    std::vector<DiagonalPixel> pixels;
    for (Index y = 0; y < grids.rows.size(); ++y) {
        const Range own = grids.rows.cells_of(y);
        for (Index x = grids.cols.pixel_of(own.begin); x < grids.cols.size(); ++x) {
            const Range shared = intersection(own, grids.cols.cells_of(x));
            if (shared.begin >= own.end)
                break;
            const Index sampled = rows[static_cast<std::size_t>(y)];
            if (shared.size() > 0)
                pixels.push_back({y, x, std::clamp(sampled, shared.begin, shared.end - 1)});
        }
    }
    return pixels;
}

double cells_of_rows(const System& system, std::span<const Index> rows) {
    double cells = 0;
    for (const Index i : rows)
        cells += alphascope::cells_of_rows(system, {i, i + 1});
    return cells;
}

Result<float> diagonal_cell(const Prepared& prepared, Index d, TileKind kind, double shift, double eta,
                            const RunContext& run) {
    const RowStatistics statistics = statistics_of_row(d, shift, eta);
    float cell = 0;
    return prepared.tile(statistics.rows, statistics.rows, kind, &statistics, std::span<float>(&cell, 1), run).map([&] {
        return cell;
    });
}

} // namespace

Result<MapView> sampled_view(const Prepared& prepared, const ViewFrame& frame, RowScaling scaling,
                             const RunContext& run) {
    const System& system = prepared.system();
    MapView view = empty_view(frame, system.is_causal());
    view.sampled = 1;
    const ViewGrids grids(frame, view.causal);
    const std::vector<Index> rows = sample_positions(grids.rows), cols = sample_positions(grids.cols);
    const auto diagonal = diagonal_pixels(grids, rows);

    RowScales scales, of_rows; // of all rows that are looked at; of those that were sampled
    std::vector<Index> scaled = rows;
    for (const DiagonalPixel& pixel : diagonal)
        scaled.push_back(pixel.cell);
    std::sort(scaled.begin(), scaled.end());
    scaled.erase(std::unique(scaled.begin(), scaled.end()), scaled.end());
    const auto place = [&](Index row) { return std::lower_bound(scaled.begin(), scaled.end(), row) - scaled.begin(); };
    if (frame.kind == TileKind::alpha) {
        view.estimated = scaling == RowScaling::estimated && needs_row(system.normaliser) &&
                         cells_of_rows(system, scaled) > cells_of_a_frame;
        auto computed =
            view.estimated ? estimated_scales(prepared, scaled, run) : prepared.row_scales(scaled, run.part(0, 0.9));
        if (!computed)
            return tl::unexpected(std::move(computed.error()));
        scales = std::move(*computed);
        of_rows = {Vector(rows.size()), Vector(rows.size())};
        for (std::size_t r = 0; r < rows.size(); ++r) {
            of_rows.shift[static_cast<Index>(r)] = scales.shift[place(rows[r])];
            of_rows.eta[static_cast<Index>(r)] = scales.eta[place(rows[r])];
        }
    }
    std::vector<float> pixels(rows.size() * cols.size());
    const auto done = prepared.cells(rows, cols, frame.kind, frame.kind == TileKind::alpha ? &of_rows : nullptr, pixels,
                                     run.part(0.9, 1));
    if (!done)
        return tl::unexpected(done.error());
    std::vector<Result<float>> on_diagonal(diagonal.size(), 0.0F);
    parallel_for(static_cast<Index>(diagonal.size()), [&](Index k) {
        const Index cell = diagonal[static_cast<std::size_t>(k)].cell;
        const bool alpha = frame.kind == TileKind::alpha;
        on_diagonal[static_cast<std::size_t>(k)] =
            diagonal_cell(prepared, cell, frame.kind, alpha ? scales.shift[place(cell)] : 0,
                          alpha ? scales.eta[place(cell)] : 1, RunContext{run.stop, {}});
    });
    for (std::size_t k = 0; k < diagonal.size(); ++k) {
        if (!on_diagonal[k])
            return tl::unexpected(on_diagonal[k].error());
        float& pixel = pixels[static_cast<std::size_t>(diagonal[k].y * grids.cols.size() + diagonal[k].x)];
        const bool sampled_causal = !view.causal || cols[static_cast<std::size_t>(diagonal[k].x)] <=
                                                        rows[static_cast<std::size_t>(diagonal[k].y)];
        if (frame.pooling == Pooling::max_abs || !sampled_causal)
            pixel = larger(pixel, *on_diagonal[k]); // above the diagonal the sample is 0
    }
    view.non_finite = count_non_finite(pixels.data(), static_cast<Index>(pixels.size()));
    show_rows(grids, {0, grids.rows.size()}, pixels.data(), view);
    find_extremes(view);
    return view;
}

} // namespace alphascope
