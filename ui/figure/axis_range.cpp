#include "ui/figure/axis_range.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace alphascope::figure {
namespace {

struct Extent {
    double low = std::numeric_limits<double>::infinity(), high = -low, smallest_positive = low;
    std::size_t count = 0, zeros = 0; ///< zeros that something follows: a line may die out
};

Extent extent_of(const std::vector<Line>& lines) {
    Extent e;
    for (const auto& line : lines) {
        std::size_t zeros_in_a_row = 0;
        for (const double value : line.y) {
            if (!std::isfinite(value))
                continue;
            ++e.count;
            e.zeros += value == 0 ? 0 : std::exchange(zeros_in_a_row, 0);
            zeros_in_a_row += value == 0;
            e.low = std::min(e.low, value);
            e.high = std::max(e.high, value);
            if (value > 0)
                e.smallest_positive = std::min(e.smallest_positive, value);
        }
    }
    return e;
}

} // namespace

AxisSpec value_axis(const std::vector<Line>& lines, const QString& label, bool with_zero) {
    constexpr double decades_shown = 8; // below that nothing is to be read, only waiting
    AxisSpec axis{label};
    const Extent e = extent_of(lines);
    if (e.count == 0)
        return axis;
    if (!with_zero && e.low >= 0 && 2 * e.zeros < e.count && e.high > 100 * e.smallest_positive) {
        const double low = std::max(e.smallest_positive, e.high * std::pow(10.0, -decades_shown));
        const double room = 0.05 * std::log10(e.high / low);
        axis.scale = Scale::log;
        axis.minimum = low * std::pow(10.0, -room);
        axis.maximum = e.high * std::pow(10.0, room);
        return axis;
    }
    double low = e.low, high = e.high;
    if (with_zero || (low > 0 && low < 0.4 * high))
        low = std::min(low, 0.0);
    if (with_zero || (high < 0 && high > 0.4 * low))
        high = std::max(high, 0.0);
    double room = 0.05 * (high - low);
    if (room == 0)
        room = low == 0 ? 1 : 0.1 * std::abs(low);
    axis.minimum = low == 0 && !with_zero ? 0 : low - room; // a floor at 0 is a floor
    axis.maximum = high + room;
    return axis;
}

} // namespace alphascope::figure
