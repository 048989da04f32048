#pragma once
// Groups on the diagonal: sixteen 32 × 32 blocks, of which those below the diagonal meet inside the group, those on it
// are the leaves' own, and those above it are 0. One block of threads each; a thread has four rows of a column.

#include "gpu/kernels/tile_product.hpp"

namespace alphascope::gpu {

template <class Real> struct CornerScores {
    TileOperands<Real> operands;
    const Real* leaf_blocks; ///< of the whole sequence
    Size first_group, group_count;

    ALPHASCOPE_DEVICE Size blocks() const { return group_count * group_panels * group_panels; }

    struct Place {
        Size row_panel, column_panel;
    };
    ALPHASCOPE_DEVICE Place place(Size block) const {
        const Size first = (first_group + block / (group_panels * group_panels)) * group_panels;
        const Size inside = block % (group_panels * group_panels);
        return {first + inside / group_panels, first + inside % group_panels};
    }
    /// @pre row_panel ≥ column_panel
    ALPHASCOPE_DEVICE void scores(Place at, Size thread, Real (&out)[4]) const {
        const Size lane = lane_of(thread), row = 4 * group_of(thread);
        const bool own = at.row_panel == at.column_panel;
        const Size level = own ? 0 : meeting_level(at.row_panel, at.column_panel);
        const Real* q = own ? nullptr : operands.query(at.row_panel, level);
        const Real* k = own ? nullptr : operands.key(at.column_panel, level);
        ALPHASCOPE_UNROLL
        for (Size e = 0; e < 4; ++e)
            out[e] = own && at.row_panel - operands.first_row_panel < operands.row_panels
                         ? leaf_blocks[(at.row_panel * panel + row + e) * panel + lane]
                         : Real(0);
        if (!q || !k)
            return;
        constexpr Size together = 8; // asked for before the first is used
        for (Size first = 0; first < operands.n; first += together) {
            Real x[together], y[together][4];
            ALPHASCOPE_UNROLL
            for (Size m = 0; m < together; ++m) {
                const bool inside = first + m < operands.n;
                x[m] = inside ? k[panel * (first + m) + lane] : Real(0);
                ALPHASCOPE_UNROLL
                for (Size e = 0; e < 4; ++e)
                    y[m][e] = inside ? q[panel * (first + m) + row + e] : Real(0);
            }
            ALPHASCOPE_UNROLL
            for (Size m = 0; m < together; ++m) {
                ALPHASCOPE_UNROLL
                for (Size e = 0; e < 4; ++e)
                    out[e] += y[m][e] * x[m];
            }
        }
    }
};

} // namespace alphascope::gpu
