#include "core/analysis/growth.hpp"

#include "core/analysis/constant_rate.hpp"
#include "core/analysis/transition_product.hpp"

#include <cmath>

namespace alphascope {
namespace {

struct Line {
    double slope = 0, residual = 0; ///< residual: sum of squares
};

Line fit_line(const Vector& x, const Vector& y) {
    const Vector dx = x.array() - x.mean(), dy = y.array() - y.mean();
    const double slope = dx.squaredNorm() > 0 ? dx.dot(dy) / dx.squaredNorm() : 0;
    return {slope, (dy - slope * dx).squaredNorm()};
}

Error stopped() {
    return {ErrorCode::cancelled, "the transient gain was not finished: stopped", {}};
}

// Of every mode the largest sum of consecutive logs, nothing at all included: each token either goes on or starts anew.
Result<double> largest_mode_gain(const System& system, const RunContext& run) {
    Vector sum = Vector::Zero(mode_count(system));
    double largest = 0;
    for (Index i = 1; i < system.length(); ++i) {
        if (run.cancelled())
            return tl::unexpected(stopped());
        add_log_moduli(system, i, sum);
        largest = std::max(largest, sum.maxCoeff());
        sum = sum.cwiseMax(0.0);
    }
    return std::exp(largest);
}

Result<double> largest_gain_from(TransitionProduct product, Index length, const RunContext& run) {
    const Index start = product.position();
    double largest = 0;
    for (Index next = 1; product.position() + 1 < length;) {
        if (run.cancelled())
            return tl::unexpected(stopped());
        product.advance();
        if (product.position() - start < next)
            continue;
        next += std::max<Index>(1, next / 64);
        const double log_norm = product.log_norm();
        if (std::isnan(log_norm))
            return log_norm;
        largest = std::max(largest, log_norm);
    }
    return std::exp(largest);
}

} // namespace

double growth_rate(double log_norm_from, double log_norm_to, Index tokens) {
    if (tokens < 1)
        return 0;
    if (log_norm_to == -std::numeric_limits<double>::infinity())
        return log_norm_to;
    return (log_norm_to - log_norm_from) / static_cast<double>(tokens);
}

bool grows_polynomially(const Vector& lags, const Vector& log_norms) {
    if (lags.size() < 8 || !log_norms.allFinite() || lags[0] < 1)
        return false;
    const Line power = fit_line(lags.array().log(), log_norms), exponential = fit_line(lags, log_norms);
    const double spread = (log_norms.array() - log_norms.mean()).matrix().squaredNorm();
    // A power below 0.2, or a fit that leaves a tenth unexplained, is wobble rather than growth.
    return power.slope > 0.2 && power.residual < 0.1 * spread && power.residual < 0.5 * exponential.residual;
}

bool growth_fades(const Vector& lags, const Vector& log_norms) {
    const Index last = lags.size() - 1;
    if (last < 3)
        return true;
    Index middle = 1;
    while (middle < last - 1 && 2 * lags[middle] < lags[0] + lags[last])
        ++middle;
    const auto slope = [&](Index from, Index to) {
        return (log_norms[to] - log_norms[from]) / (lags[to] - lags[from]);
    };
    const double late = slope(middle, last);
    return !(late > 0 && late >= 0.5 * slope(0, middle));
}

std::vector<Index> evenly_spaced(Index first, Index last, Index count) {
    const Index available = std::max<Index>(0, last - first + 1), taken = std::min(count, available);
    std::vector<Index> numbers;
    for (Index k = 0; k < taken; ++k)
        numbers.push_back(taken == 1 ? first : first + k * (available - 1) / (taken - 1));
    return numbers;
}

Result<TransientGain> transient_gain(const System& system, Index starts, Index probes, const RunContext& run) {
    if (scales_fixed_modes(system))
        return largest_mode_gain(system, run).map([](double gain) { return TransientGain{gain, false, false}; });
    const bool constant = has_constant_step(system);
    TransientGain result;
    result.sampled = !constant;
    for (const Index start : evenly_spaced(0, system.length() - 2, constant ? 1 : starts)) {
        const TransitionProduct product(system, start, probes);
        result.estimate = result.estimate || !product.exact();
        const auto gain = largest_gain_from(product, system.length(), run);
        if (!gain)
            return tl::unexpected(gain.error());
        if (std::isnan(*gain))
            return TransientGain{*gain, result.sampled, result.estimate};
        result.gain = std::max(result.gain, *gain);
    }
    return result;
}

} // namespace alphascope
