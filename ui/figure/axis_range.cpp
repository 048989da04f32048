#include "ui/figure/axis_range.hpp"

#include "ui/figure/axis_map.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace alphascope::figure {
namespace {

constexpr double decades_shown = 8; // below that nothing is to be read, only waiting
constexpr double rounding = 1e-6;   // what varies by a smaller share of its size is one number

struct Extent {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    double smallest_positive = low;    ///< |value| > 0
    double smallest_before_peak = low; ///< of each line up to its largest: a curve that grows shows all of that
    std::size_t count = 0, zeros = 0;  ///< zeros that something follows: a line may die out

    double peak() const { return std::max(std::abs(low), std::abs(high)); }
    bool is_constant() const { return high - low <= rounding * peak(); }
    /// Where a logarithmic axis begins: a curve that dies out is followed for some decades only.
    double log_floor() const {
        const double low_enough = std::max(smallest_positive, peak() * std::pow(10.0, -decades_shown));
        return std::min(low_enough, smallest_before_peak);
    }
};

void add_line(const Line& line, Extent& e) {
    std::size_t zeros_in_a_row = 0;
    double rising = std::numeric_limits<double>::infinity(), peak = 0, before_peak = rising;
    for (const double value : line.y) {
        if (!std::isfinite(value))
            continue;
        ++e.count;
        e.zeros += value == 0 ? 0 : std::exchange(zeros_in_a_row, 0);
        zeros_in_a_row += value == 0;
        e.low = std::min(e.low, value);
        e.high = std::max(e.high, value);
        const double size = std::abs(value);
        if (size == 0)
            continue;
        e.smallest_positive = std::min(e.smallest_positive, size);
        rising = std::min(rising, size);
        if (size > peak) {
            peak = size;
            before_peak = rising;
        }
    }
    e.smallest_before_peak = std::min(e.smallest_before_peak, before_peak);
}

Extent extent_of(const std::vector<Line>& lines) {
    Extent e;
    for (const auto& line : lines)
        add_line(line, e);
    return e;
}

void set_log(const Extent& e, AxisSpec& axis) {
    double low = e.log_floor(), high = e.high;
    if (e.is_constant()) { // one number in the middle of two decades
        low = high / std::sqrt(10.0);
        high *= std::sqrt(10.0);
    }
    const double room = 0.05 * std::log10(high / low);
    axis.scale = Scale::log;
    axis.minimum = low * std::pow(10.0, -room);
    axis.maximum = high * std::pow(10.0, room);
}

void set_symlog(const Extent& e, AxisSpec& axis) {
    constexpr double decades_of_each_sign = 4;
    axis.scale = Scale::symlog;
    axis.linear_threshold = std::max(e.smallest_positive, e.peak() * std::pow(10.0, -decades_of_each_sign));
    const AxisMap map{Scale::symlog, -1, 1, axis.linear_threshold};
    const double low = map.bent(std::min(e.low, 0.0)), high = map.bent(std::max(e.high, 0.0)),
                 room = 0.05 * (high - low);
    const AxisMap bent{Scale::symlog, -e.peak(), e.peak(), axis.linear_threshold};
    const double whole = 2 * map.bent(e.peak());
    axis.minimum = bent.value((low - room) / whole + 0.5);
    axis.maximum = bent.value((high + room) / whole + 0.5);
}

void set_linear(const Extent& e, bool with_zero, AxisSpec& axis) {
    double low = e.low, high = e.high;
    if (e.is_constant()) { // its rounding is not a finding: 0 is the scale to see it on
        low = std::min(low, 0.0);
        high = std::max(high, 0.0);
    }
    if (with_zero || (low > 0 && low < 0.4 * high))
        low = std::min(low, 0.0);
    if (with_zero || (high < 0 && high > 0.4 * low))
        high = std::max(high, 0.0);
    const double room = high > low ? 0.05 * (high - low) : 1;
    axis.minimum = low == 0 && !with_zero ? 0 : low - room; // a floor at 0 is a floor
    axis.maximum = high == 0 && low < 0 && !with_zero ? 0 : high + room;
}

} // namespace

AxisSpec value_axis(const std::vector<Line>& lines, const QString& label, bool with_zero, ValueScale scale) {
    AxisSpec axis{label};
    const Extent e = extent_of(lines);
    if (e.count == 0)
        return axis;
    const bool has_decades = e.low >= 0 && 2 * e.zeros < e.count && e.high > 100 * e.smallest_positive;
    if (scale == ValueScale::logarithmic && e.low < 0)
        set_symlog(e, axis);
    else if (e.high > 0 &&
             (scale == ValueScale::logarithmic || (scale == ValueScale::automatic && has_decades && !with_zero)))
        set_log(e, axis);
    else
        set_linear(e, with_zero, axis);
    return axis;
}

} // namespace alphascope::figure
