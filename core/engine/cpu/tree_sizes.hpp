#pragma once
// Whether a transport tree may be held in single precision.

#include "core/system/system.hpp"

#include <type_traits>

namespace alphascope::cpu {

/// An error of 6e-8 |s| in a score becomes a relative one under exp: 1e-5 at this size (ALGORITHMS section 8, rule 6).
inline constexpr double largest_exponent = 128;

/// How large things get: whether single precision will do is known only once the tree has grown.
struct TreeSizes {
    double query = 0, key = 0; ///< largest |Q̂_i| and |K̂_j| of the leaves
    double growth = 1;         ///< product over the levels of the largest transport's norm, where above 1
};

/// Whether the numbers of a tree fit single precision. Sizes are compared so that NaN and inf do not.
bool fits_single(const System& system, const TreeSizes& sizes);

/// Whether a tree of `Real` grown for `system` is as precise as `other` asks for, which differs in what comes after the
/// scores.
template <class Real> bool serves(const TreeSizes& sizes, const System& system, const System& other) {
    return std::is_same_v<Real, float> ? fits_single(other, sizes) : system.readout.kind == other.readout.kind;
}

} // namespace alphascope::cpu
