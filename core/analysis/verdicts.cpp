#include "core/analysis/stability.hpp"

#include <cmath>
#include <limits>

namespace alphascope {
namespace {
constexpr double slack = rounding_slack;

bool rises(Verdict verdict) {
    return verdict == Verdict::warning || verdict == Verdict::bad;
}

/// Where the rate may be both, its verdict is open; how fast it rises needs no proof.
std::optional<Verdict> rate_verdict(double at_least, double at_most) {
    const Verdict low = lyapunov_verdict(at_least), high = lyapunov_verdict(at_most);
    if (low == high || (rises(low) && rises(high)))
        return low;
    return std::nullopt;
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
    const auto verdict = rate_verdict(stability.lyapunov_at_least(), stability.lyapunov_at_most());
    if (!verdict)
        return Verdict::undecided;
    if (stability.polynomial_growth)
        return Verdict::neutral;
    return stability.growth_fades && rises(*verdict) ? Verdict::undecided : *verdict;
}

Verdict eigenvalue_verdict(const Stability& stability) {
    if (!stability.eigenvalue_decides)
        return Verdict::informative;
    if (stability.constant)
        return rate_verdict(stability.lyapunov_at_least(), stability.lyapunov_at_most()).value_or(Verdict::undecided);
    return lyapunov_verdict(std::log1p(-stability.eigenvalue_margin));
}

FloatRange float32_range() {
    using Limits = std::numeric_limits<float>;
    return {std::log(double{Limits::max()}), std::log(double{Limits::min()}), std::log(double{Limits::denorm_min()})};
}

FloatRange float16_range() {
    return {std::log(65504.0), std::log(std::ldexp(1.0, -14)), std::log(std::ldexp(1.0, -24))};
}

} // namespace alphascope
