#pragma once
// The scalar mathematics of φ: one body for every engine, on the host and on a device.

#include "core/base/hd.hpp"

#include <cmath>

namespace alphascope {

enum class ReadoutKind {
    identity,
    exp,
    relu,
    relu_squared,
    sigmoid,
    softplus,
    elu1,
    silu,
    square,
    shrink,
    softcap_exp,
    formula
};

// exp is only ever taken of a number ≤ 0, so nothing overflows on the way to a finite result.
template <class Real> ALPHASCOPE_HD Real sigmoid(Real x) {
    const Real e = std::exp(-std::abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
}

// Comparisons are written so that NaN stays NaN: it must reach the picture.
template <class Real> ALPHASCOPE_HD Real positive_part(Real x) {
    return x < 0 ? 0 : x;
}

/// φ(s) for the table kinds (not formula, which has its own program and is s here): stable for large |s|. `value` is
/// the readout's parameter, 0 when it has none.
template <class Real> ALPHASCOPE_HD Real apply_readout(ReadoutKind kind, Real s, Real value) {
    switch (kind) {
    case ReadoutKind::identity:
    case ReadoutKind::formula: return s;
    case ReadoutKind::exp: return std::exp(s);
    case ReadoutKind::relu: return positive_part(s - value);
    case ReadoutKind::relu_squared: return positive_part(s) * positive_part(s);
    case ReadoutKind::sigmoid: return sigmoid(s + value);
    case ReadoutKind::softplus: return s != s ? s : positive_part(s) + std::log1p(std::exp(-std::abs(s)));
    case ReadoutKind::elu1: return s > 0 ? s + 1 : std::exp(s);
    case ReadoutKind::silu: return s == -INFINITY ? 0 : s * sigmoid(s);
    case ReadoutKind::square: return s * s;
    case ReadoutKind::shrink: return std::copysign(positive_part(std::abs(s) - value), s);
    case ReadoutKind::softcap_exp: return std::exp(value * std::tanh(s / value));
    }
    return s;
}

} // namespace alphascope
