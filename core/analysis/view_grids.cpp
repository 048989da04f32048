#include "core/analysis/view_grids.hpp"

#include "core/analysis/pixel_kernels.hpp"
#include "core/base/thread_pool.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace alphascope {
Range ViewGrids::shown(Range distinct_rows) const {
    const auto first = [&](Index distinct) {
        Index y = distinct * shown_rows.size() / rows.size(); // near it
        while (y > 0 && shown_rows.distinct_of(y - 1) >= distinct)
            --y;
        while (y < shown_rows.size() && shown_rows.distinct_of(y) < distinct)
            ++y;
        return y;
    };
    return {first(distinct_rows.begin), first(distinct_rows.end)};
}

MapView empty_view(const ViewFrame& frame, bool causal) {
    MapView view;
    static_cast<ViewFrame&>(view) = frame;
    view.causal = causal;
    const auto pixels = static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height);
    view.pixels.assign(pixels, std::numeric_limits<float>::quiet_NaN());
    view.outside.assign(pixels, 1);
    view.cells_per_pixel = std::max(static_cast<double>(frame.rows.size()) / frame.height,
                                    static_cast<double>(frame.cols.size()) / frame.width);
    return view;
}

void show_rows(const ViewGrids& grids, Range distinct_rows, const float* distinct, MapView& view) {
    const Range shown = grids.shown(distinct_rows);
    std::vector<Index> column(static_cast<std::size_t>(view.width));
    for (Index x = 0; x < view.width; ++x)
        column[static_cast<std::size_t>(x)] = grids.shown_cols.distinct_of(x);
    parallel_for(shown.size(), [&](Index k) {
        const Index y = shown.begin + k, from = grids.shown_rows.distinct_of(y);
        const float* row = distinct + (from - distinct_rows.begin) * grids.cols.size();
        float* pixels = view.pixels.data() + y * view.width;
        // What is outside lies to the right.
        const auto inside =
            std::partition_point(column.begin(), column.end(), [&](Index x) { return !grids.is_outside(from, x); }) -
            column.begin();
        for (Index x = 0; x < inside; ++x)
            pixels[x] = row[column[static_cast<std::size_t>(x)]];
        std::fill(pixels + inside, pixels + view.width, std::numeric_limits<float>::quiet_NaN());
        unsigned char* outside = view.outside.data() + y * view.width;
        std::fill_n(outside, inside, static_cast<unsigned char>(0));
        std::fill(outside + inside, outside + view.width, static_cast<unsigned char>(1));
    });
}

void find_extremes(MapView& view) {
    const Extremes all = extremes_of(view.pixels.data(), static_cast<Index>(view.pixels.size()));
    const bool any = all.smallest <= all.largest;
    view.minimum = any ? all.smallest : 0;
    view.maximum = any ? all.largest : 0;
    view.smallest_positive = std::isfinite(all.least_magnitude) ? all.least_magnitude : 0;
}

} // namespace alphascope
