#pragma once
// Whether a transport tree may be held in single precision.

#include "core/system/system.hpp"

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

} // namespace alphascope::cpu
