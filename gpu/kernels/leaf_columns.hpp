#pragma once
// Leaves of steps that mix all coordinates are marched on 32 columns a block: the keys of a leaf (scores, exit keys),
// or 32 unit vectors (transport, entry queries). Which of them a block has, and where its results go.

#include "gpu/kernels/leaf_diagonal.hpp"

namespace alphascope::gpu {

template <class Real> struct LeafColumns {
    LeafPanels<Real> panels;
    Real* transports; ///< of the chunk's first leaf, one after another

    ALPHASCOPE_DEVICE Size unit_blocks() const { return (panels.n + panel - 1) / panel; }
    ALPHASCOPE_DEVICE Size blocks_of_leaf() const { return 1 + unit_blocks(); }

    struct Block {
        Size leaf, first_unit; ///< first_unit < 0: keys
        ALPHASCOPE_DEVICE bool has_keys() const { return first_unit < 0; }
        /// Feature m of the column of a lane at the start.
        ALPHASCOPE_DEVICE Real start(Size m, Size lane) const { return !has_keys() && m == first_unit + lane ? 1 : 0; }
    };
    ALPHASCOPE_DEVICE Block block(Size index) const {
        return {index / blocks_of_leaf(), (index % blocks_of_leaf() - 1) * panel};
    }
    /// Nothing lies before the first leaf of a sequence that its transport could carry.
    ALPHASCOPE_DEVICE bool is_idle(Block own) const { return !own.has_keys() && own.leaf == 0 && panels.first; }

    ALPHASCOPE_DEVICE void write_score(Block own, Size t, Size lane, Real score) const {
        const Size m = own.first_unit + lane;
        if (own.has_keys())
            panels.block[(own.leaf * panel + t) * panel + lane] = score;
        else if (m < panels.n)
            panels.q[(own.leaf * panels.n + m) * panel + t] = score;
    }
    /// Where the columns go after the last token.
    ALPHASCOPE_DEVICE Real* ends(Block own) const {
        return own.has_keys() ? panels.k + own.leaf * panel * panels.n
                              : transports + (own.leaf * unit_blocks() * panel + own.first_unit) * panels.n;
    }
};

} // namespace alphascope::gpu
