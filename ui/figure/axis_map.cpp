#include "ui/figure/axis_map.hpp"

#include <cmath>
#include <limits>

namespace alphascope::figure {
namespace {

double unbend(const AxisMap& map, double bent) {
    switch (map.scale) {
    case Scale::linear: return bent;
    case Scale::log: return std::pow(10.0, bent);
    case Scale::symlog: return std::copysign(map.threshold * std::expm1(std::abs(bent)), bent);
    }
    return bent;
}

} // namespace

double AxisMap::bent(double v) const {
    switch (scale) {
    case Scale::linear: return v;
    case Scale::log: return v > 0 ? std::log10(v) : std::numeric_limits<double>::quiet_NaN();
    case Scale::symlog: return std::copysign(std::log1p(std::abs(v) / threshold), v);
    }
    return v;
}

double AxisMap::fraction(double v) const {
    const double low = bent(minimum), high = bent(maximum);
    return (bent(v) - low) / (high - low);
}

double AxisMap::value(double f) const {
    const double low = bent(minimum), high = bent(maximum);
    return unbend(*this, low + f * (high - low));
}

AxisMap axis_map(const AxisSpec& axis) {
    return {axis.scale, axis.minimum, axis.maximum, axis.linear_threshold};
}

AxisMap axis_map(const ColourScale& colours) {
    AxisMap map{colours.scale, colours.minimum, colours.maximum, colours.linear_threshold};
    if (map.scale == Scale::log && map.minimum <= 0)
        map.minimum = colours.linear_threshold;
    return map;
}

} // namespace alphascope::figure
