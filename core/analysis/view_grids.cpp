#include "core/analysis/view_grids.hpp"

#include "core/base/thread_pool.hpp"

#include <cmath>
#include <limits>

namespace alphascope {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

// Of the finite values.
struct ValueRange {
    float smallest = infinity, largest = -infinity, least_magnitude = infinity;
    void add(float value) {
        const float magnitude = std::abs(value);
        if (!(magnitude < infinity))
            return;
        smallest = std::min(smallest, value);
        largest = std::max(largest, value);
        if (magnitude > 0)
            least_magnitude = std::min(least_magnitude, magnitude);
    }
    void add(const ValueRange& other) {
        smallest = std::min(smallest, other.smallest);
        largest = std::max(largest, other.largest);
        least_magnitude = std::min(least_magnitude, other.least_magnitude);
    }
};

} // namespace

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
    parallel_for(shown.size(), [&](Index k) {
        const Index y = shown.begin + k, from = grids.shown_rows.distinct_of(y);
        const float* row = distinct + (from - distinct_rows.begin) * grids.cols.size();
        for (Index x = 0; x < view.width; ++x) {
            const auto at = static_cast<std::size_t>(y * view.width + x);
            const Index column = grids.shown_cols.distinct_of(x);
            view.outside[at] = grids.is_outside(from, column);
            view.pixels[at] = view.outside[at] ? std::numeric_limits<float>::quiet_NaN() : row[column];
        }
    });
}

void find_extremes(MapView& view) {
    std::vector<ValueRange> found(static_cast<std::size_t>(view.height));
    parallel_for(view.height, [&](Index y) {
        for (Index x = 0; x < view.width; ++x)
            found[static_cast<std::size_t>(y)].add(view.pixels[static_cast<std::size_t>(y * view.width + x)]);
    });
    ValueRange all;
    for (const ValueRange& row : found)
        all.add(row);
    const bool any = all.smallest <= all.largest;
    view.minimum = any ? all.smallest : 0;
    view.maximum = any ? all.largest : 0;
    view.smallest_positive = all.least_magnitude < infinity ? all.least_magnitude : 0;
}

} // namespace alphascope
