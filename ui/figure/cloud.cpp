#include "ui/figure/cloud.hpp"

#include <algorithm>
#include <cmath>

namespace alphascope::figure {

std::vector<CloudCell> cloud_cells(const ComplexMatrix& points, const Frame& frame, double cell) {
    const QRectF plot = frame.plot;
    const auto columns = static_cast<Index>(std::ceil(plot.width() / cell));
    const auto rows = static_cast<Index>(std::ceil(plot.height() / cell));
    if (columns <= 0 || rows <= 0)
        return {};
    // Linear axes: one multiplication and one addition each, in cells.
    const double scale_x = plot.width() / cell / (frame.x.maximum - frame.x.minimum);
    const double scale_y = plot.height() / cell / (frame.y.maximum - frame.y.minimum);
    struct Place {
        int count = 0;
        Index first = 0;
    };
    std::vector<Place> places(static_cast<std::size_t>(columns * rows));
    for (Index k = 0; k < points.size(); ++k) {
        const Complex z = points.data()[k];
        const double x = (z.real() - frame.x.minimum) * scale_x, y = (frame.y.maximum - z.imag()) * scale_y;
        if (!(x >= 0 && x <= static_cast<double>(columns) && y >= 0 && y <= static_cast<double>(rows)))
            continue;
        const Index column = std::min(columns - 1, static_cast<Index>(x)),
                    row = std::min(rows - 1, static_cast<Index>(y));
        Place& place = places[static_cast<std::size_t>(row * columns + column)];
        if (place.count++ == 0)
            place.first = k;
    }
    std::vector<CloudCell> cells;
    for (const Place& place : places)
        if (place.count > 0) {
            const Complex z = points.data()[place.first];
            cells.push_back({frame.at(z.real(), z.imag()), place.count});
        }
    return cells;
}

} // namespace alphascope::figure
