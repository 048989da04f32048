#pragma once
// Whether a transport tree may be held in single precision.

#include "core/system/system.hpp"

namespace alphascope::cpu {

/// How large things get: whether single precision will do is known only once the tree has grown.
struct TreeSizes {
    double query = 0, key = 0; ///< largest |Q̂_i| and |K̂_j| of the leaves
    double growth = 1;         ///< product over the levels of the largest transport's norm, where above 1
};

/// Whether the numbers of a tree fit single precision. Sizes are compared so that NaN and inf do not.
bool fits_single(const System& system, const TreeSizes& sizes);

} // namespace alphascope::cpu
