#include "core/analysis/stability.hpp"

#include <cmath>
#include <limits>

namespace alphascope {
namespace {
constexpr double slack = rounding_slack;

bool rises(Verdict verdict) {
    return verdict == Verdict::warning || verdict == Verdict::bad;
}

/// Where a number may be on both sides of a threshold, the verdict is open; how fast it rises needs no proof.
Verdict between(Verdict low, Verdict high) {
    return low == high || (rises(low) && rises(high)) ? low : Verdict::undecided;
}

/// Inside the unit circle however closely, on it but for rounding, or outside, as badly as growth at that rate.
Verdict circle_verdict(double log_radius) {
    if (log_radius < -slack)
        return Verdict::good;
    if (log_radius <= slack)
        return Verdict::neutral;
    return lyapunov_verdict(log_radius) == Verdict::bad ? Verdict::bad : Verdict::warning;
}
} // namespace

Verdict norm_verdict(double norm_margin) {
    if (std::isnan(norm_margin))
        return Verdict::bad;
    return norm_margin >= -slack ? Verdict::good : Verdict::informative;
}

Verdict lyapunov_verdict(double lyapunov) {
    if (lyapunov < -1e-3)
        return Verdict::good;
    if (lyapunov <= 1e-3)
        return Verdict::neutral;
    return lyapunov <= 1e-2 ? Verdict::warning : Verdict::bad;
}

Verdict transient_verdict(double gain) {
    if (gain <= 1 + slack)
        return Verdict::good;
    return gain <= 10 ? Verdict::warning : Verdict::bad;
}

Verdict growth_verdict(const Stability& stability) {
    const Verdict verdict =
        between(lyapunov_verdict(stability.lyapunov_at_least()), lyapunov_verdict(stability.lyapunov_at_most()));
    if (verdict == Verdict::undecided)
        return verdict;
    if (stability.polynomial_growth)
        return Verdict::neutral;
    return stability.growth_fades && rises(verdict) ? Verdict::undecided : verdict;
}

Verdict eigenvalue_verdict(const Stability& stability) {
    if (!stability.eigenvalue_decides)
        return Verdict::informative;
    if (stability.constant)
        return between(circle_verdict(stability.lyapunov_at_least()), circle_verdict(stability.lyapunov_at_most()));
    return circle_verdict(std::log1p(-stability.eigenvalue_margin));
}

FloatRange float32_range() {
    using Limits = std::numeric_limits<float>;
    return {std::log(double{Limits::max()}), std::log(double{Limits::min()}), std::log(double{Limits::denorm_min()})};
}

FloatRange float16_range() {
    return {std::log(65504.0), std::log(std::ldexp(1.0, -14)), std::log(std::ldexp(1.0, -24))};
}

} // namespace alphascope
