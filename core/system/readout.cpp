#include "core/system/readout.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace alphascope {
namespace {

// exp is only ever taken of a number ≤ 0, so nothing overflows on the way to a finite result.
double sigmoid(double x) {
    const double e = std::exp(-std::abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
}

double softplus(double x) {
    return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}

// Comparisons are written so that NaN stays NaN: it must reach the picture.
double positive_part(double x) {
    return x < 0 ? 0 : x;
}

} // namespace

double apply_readout(ReadoutKind kind, double s, double value) {
    switch (kind) {
    case ReadoutKind::identity:
    case ReadoutKind::formula: // evaluated by its own program
        return s;
    case ReadoutKind::exp: return std::exp(s);
    case ReadoutKind::relu: return positive_part(s - value);
    case ReadoutKind::relu_squared: return positive_part(s) * positive_part(s);
    case ReadoutKind::sigmoid: return sigmoid(s + value);
    case ReadoutKind::softplus: return std::isnan(s) ? s : softplus(s);
    case ReadoutKind::elu1: return s > 0 ? s + 1 : std::exp(s);
    case ReadoutKind::silu: return s == -std::numeric_limits<double>::infinity() ? 0 : s * sigmoid(s);
    case ReadoutKind::square: return s * s;
    case ReadoutKind::shrink: return std::copysign(positive_part(std::abs(s) - value), s);
    case ReadoutKind::softcap_exp: return std::exp(value * std::tanh(s / value));
    }
    return s;
}

} // namespace alphascope
