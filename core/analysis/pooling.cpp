#include "core/analysis/pooling.hpp"

#include "core/analysis/exact_pixels.hpp"
#include "core/analysis/exact_view.hpp"
#include "core/analysis/sampled_view.hpp"
#include "core/base/thread_pool.hpp"

namespace alphascope {

double cells_under(const Prepared& prepared, Range rows, Range cols) {
    return static_cast<double>(prepared.system().is_causal() ? causal_cells(rows, cols) : rows.size() * cols.size());
}

Result<MapView> map_view(const Prepared& prepared, Range rows, Range cols, int width, int height, TileKind kind,
                         Pooling pooling, const RunContext& run, double affordable) {
    const ViewFrame frame{rows, cols, width, height, kind, pooling};
    if (cells_under(prepared, rows, cols) > affordable && (rows.size() > height || cols.size() > width))
        return sampled_view(prepared, frame, RowScaling::exact, run);
    MapView view = empty_view(frame, prepared.system().is_causal());
    if (auto made = make_exact(prepared, view, run); !made)
        return tl::unexpected(std::move(made.error()));
    return view;
}

MapView pool(const MapTile& tile, Range rows, Range cols, int width, int height, Pooling pooling) {
    MapView view = empty_view({rows, cols, width, height, tile.kind, pooling}, tile.causal);
    ExactPixels pixels(view, tile.causal);
    pixels.begin({0, pixels.grids().rows.size()});
    constexpr Index strip = 32;
    const Index first = rows.begin / strip;
    parallel_for((rows.end - 1) / strip + 1 - first, [&](Index k) {
        const Range own = intersection(rows, {(first + k) * strip, (first + k + 1) * strip});
        pixels.add(
            {own, cols,
             tile.values.data() + (own.begin - tile.rows.begin) * tile.cols.size() + (cols.begin - tile.cols.begin),
             tile.cols.size()});
    });
    pixels.finish(view);
    find_extremes(view);
    return view;
}

} // namespace alphascope
