#include "core/analysis/preview.hpp"

#include <cmath>
#include <limits>

namespace alphascope {

// The pixel of the old view under each pixel of the new one along one direction; −1: beyond it.
static std::vector<int> sources(Range from, Range to, int pixels) {
    std::vector<int> source(static_cast<std::size_t>(pixels));
    for (int p = 0; p < pixels; ++p) {
        const double cell = double(to.begin) + (p + 0.5) * double(to.size()) / pixels;
        const double at = std::floor((cell - double(from.begin)) / double(from.size()) * pixels);
        source[static_cast<std::size_t>(p)] = at >= 0 && at < pixels ? static_cast<int>(at) : -1;
    }
    return source;
}

MapView preview(const MapView& view, Range rows, Range cols) {
    MapView moved = view;
    moved.rows = rows;
    moved.cols = cols;
    const auto from_row = sources(view.rows, rows, view.height), from_col = sources(view.cols, cols, view.width);
    for (int y = 0; y < view.height; ++y)
        for (int x = 0; x < view.width; ++x) {
            const int row = from_row[static_cast<std::size_t>(y)], col = from_col[static_cast<std::size_t>(x)];
            const auto to =
                static_cast<std::size_t>(y) * static_cast<std::size_t>(view.width) + static_cast<std::size_t>(x);
            const bool known = row >= 0 && col >= 0;
            const auto at = static_cast<std::size_t>(known ? row * view.width + col : 0);
            moved.pixels[to] = known ? view.pixels[at] : std::numeric_limits<float>::quiet_NaN();
            moved.outside[to] = known ? view.outside[at] : 1;
        }
    return moved;
}

} // namespace alphascope
