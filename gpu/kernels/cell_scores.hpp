#pragma once
// The score of a single cell anywhere in the map: the product of one query and one key where they meet.

#include "gpu/kernels/device_code.hpp"
#include "gpu/kernels/tile_product.hpp"

namespace alphascope::gpu {

/// A row or column that is looked at, and which of the carried panels its own is.
struct CellPlace {
    Size token, place;
};

template <class Real> struct CellScores {
    const Real *const *queries, *const *keys; ///< [place][level]
    const Real* leaf_blocks;
    Size levels, n;

    /// @pre column.token ≤ row.token
    ALPHASCOPE_DEVICE Real score(CellPlace row, CellPlace column) const {
        const Size p = row.token / panel, r = column.token / panel;
        const Size i = row.token % panel, j = column.token % panel;
        if (p == r)
            return leaf_blocks[(p * panel + i) * panel + j];
        const Size level = meeting_level(p, r);
        const Real *q = queries[row.place * levels + level], *k = keys[column.place * levels + level];
        Real sum = 0;
        for (Size m = 0; m < n; ++m)
            sum += q[panel * m + i] * k[panel * m + j];
        return sum;
    }
};

} // namespace alphascope::gpu
