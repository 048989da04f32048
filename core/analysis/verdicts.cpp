#include "core/analysis/stability.hpp"

#include <cmath>
#include <limits>

namespace alphascope {
namespace {
constexpr double slack = 1e-9; // rounding of sums and eigenvalues must not cost a certificate
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
    const Verdict low = lyapunov_verdict(stability.lyapunov_at_least()),
                  high = lyapunov_verdict(stability.lyapunov_at_most());
    const auto rises = [](Verdict v) { return v == Verdict::warning || v == Verdict::bad; };
    if (low != high && !(rises(low) && rises(high)))
        return Verdict::undecided;
    if (stability.polynomial_growth)
        return Verdict::neutral;
    return stability.growth_fades && rises(low) ? Verdict::undecided : low;
}

Verdict eigenvalue_verdict(const Stability& stability) {
    if (!stability.eigenvalue_decides)
        return Verdict::informative;
    const double margin = stability.eigenvalue_margin;
    const auto verdict = [](double m) {
        return m > slack ? Verdict::good : m >= -slack ? Verdict::neutral : Verdict::bad;
    };
    if (stability.constant &&
        verdict(-std::expm1(stability.lyapunov_at_least())) != verdict(-std::expm1(stability.lyapunov_at_most())))
        return Verdict::undecided;
    return verdict(margin);
}

FloatRange float32_range() {
    using Limits = std::numeric_limits<float>;
    return {std::log(double{Limits::max()}), std::log(double{Limits::min()}), std::log(double{Limits::denorm_min()})};
}

FloatRange float16_range() {
    return {std::log(65504.0), std::log(std::ldexp(1.0, -14)), std::log(std::ldexp(1.0, -24))};
}

} // namespace alphascope
