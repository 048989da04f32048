#pragma once
// Products over thousands of steps overflow and underflow: what is taken out of them is carried as a logarithm.

#include "core/base/types.hpp"

#include <cmath>

namespace alphascope {

/// True where a few more steps might leave the range of a double; not for 0 and what is not finite.
inline bool wants_scaling(double size) {
    return size > 0 && std::isfinite(size) && (size < 1e-60 || size > 1e60);
}

/// Keeps entries near 1; ln of what was taken out is returned. A product that is 0 stays 0, one that is not finite so.
template <class Block> double take_scale(Block&& block) {
    const double size = block.cwiseAbs().maxCoeff();
    if (!wants_scaling(size))
        return 0;
    block /= size;
    return std::log(size);
}

/// A product of two factors of Frobenius norms whose product is `expected`: not 0, but so small that rounding made it.
inline bool is_rounding(double size, double expected) {
    return size > 0 && size < 1e-14 * expected;
}

/// ln ‖block‖₂ + log_scale by the eigenvalues of the smaller Gram matrix; −∞ for 0, NaN when an entry is not finite.
double log_spectral_norm(const Matrix& block, double log_scale);

} // namespace alphascope
