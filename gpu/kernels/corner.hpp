#pragma once
// Groups on the diagonal: sixteen 32 × 32 blocks, of which those below the diagonal meet inside the group, those on it
// are the leaves' own, and those above it are 0. One block of threads each; a thread has four rows of a column.

#include "gpu/kernels/tile.hpp"
#include "gpu/kernels/tile_sums.hpp"

namespace alphascope::gpu {

template <class Real> struct CornerScores {
    TileOperands<Real> operands;
    const Real* leaf_blocks; ///< of the whole sequence
    Size first_group;        ///< block 0 is the first of this group

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
            for (Size m = 0; m < together; ++m)
                ALPHASCOPE_UNROLL
            for (Size e = 0; e < 4; ++e)
                out[e] += y[m][e] * x[m];
        }
    }
};

template <class Real> struct CornerTile {
    static constexpr Size threads = threads_of_block;
    struct Shared {};
    struct Registers {};

    CornerScores<Real> corner;
    MapRule rule;
    MapKind kind;
    const RowNumbers* rows; ///< of the part
    MapPart part;

    template <class Block> ALPHASCOPE_DEVICE void operator()(Block& block) const {
        const auto place = corner.place(block.index());
        block.each([&](Size thread, Registers&) {
            Real scores[4] = {};
            if (place.row_panel >= place.column_panel)
                corner.scores(place, thread, scores);
            const Size j = place.column_panel * panel + lane_of(thread);
            for (Size e = 0; e < 4; ++e)
                if (const Size i = place.row_panel * panel + 4 * group_of(thread) + e; part.has(i, j))
                    *part.at(i, j) = rule.finished(i, j, scores[e], kind,
                                                   kind == MapKind::alpha ? rows + (i - part.row_begin) : nullptr);
        });
    }
};

template <class Real> struct CornerSums {
    static constexpr Size threads = threads_of_block;
    struct Shared {
        double score[panel][panel + 1];
    };
    struct Registers {};

    CornerScores<Real> corner;
    MapRule rule;
    const double* values; ///< as in TileSums
    PieceTable table;

    template <class Block> ALPHASCOPE_DEVICE void operator()(Block& block) const {
        const auto place = corner.place(block.index());
        if (place.row_panel < place.column_panel)
            return;
        Shared& shared = block.shared();
        block.each([&](Size thread, Registers&) {
            Real scores[4];
            corner.scores(place, thread, scores);
            const Size j = place.column_panel * panel + lane_of(thread);
            for (Size e = 0; e < 4; ++e) {
                const Size row = 4 * group_of(thread) + e, i = place.row_panel * panel + row;
                shared.score[row][lane_of(thread)] = rule.is_live(i, j) && rule.adjusts()
                                                         ? rule.adjusted(i, j, scores[e])
                                                         : static_cast<double>(scores[e]);
            }
        });
        block.each([&](Size thread, Registers&) {
            if (thread >= panel)
                return;
            const Size i = place.row_panel * panel + thread, first = place.column_panel * panel;
            RowPiece piece = empty_piece();
            for (Size c = 0; c < panel; ++c)
                if (const double s = shared.score[thread][c]; rule.is_live(i, first + c) && s > piece.top)
                    piece.top = s;
            const double base = base_of(rule, piece.top), value = values[i - table.first_row];
            for (Size c = 0; c < panel; ++c)
                if (rule.is_live(i, first + c))
                    add_to(piece, phi_of<Real>(rule, shared.score[thread][c], base, value));
            table.of_panel(i, place.column_panel) = piece;
        });
    }
};

} // namespace alphascope::gpu
