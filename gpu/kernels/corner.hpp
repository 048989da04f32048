#pragma once
// What η needs of the rows of groups on the diagonal.

#include "gpu/kernels/corner_scores.hpp"
#include "gpu/kernels/tile_sums.hpp"

namespace alphascope::gpu {

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
