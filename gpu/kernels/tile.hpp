#pragma once
// Tiles of a map: the product stage, finished in registers and written once; above the diagonal the map is 0. The first
// blocks take the groups on the diagonal (corner_scores.hpp), so that the short and slow are not the last.

#include "gpu/kernels/corner_scores.hpp"
#include "gpu/kernels/row_of_map.hpp"

namespace alphascope::gpu {

/// A part of the map, row-major.
struct MapPart {
    float* to;
    Size stride, row_begin, row_end, column_begin, column_end;

    ALPHASCOPE_DEVICE bool has(Size i, Size j) const {
        return i >= row_begin && i < row_end && j >= column_begin && j < column_end;
    }
    ALPHASCOPE_DEVICE float* at(Size i, Size j) const { return to + (i - row_begin) * stride + (j - column_begin); }
    /// Columns that are a multiple of four lie at a multiple of 16 bytes.
    ALPHASCOPE_DEVICE bool is_aligned() const {
        return reinterpret_cast<std::uintptr_t>(to) % 16 == 0 && stride % 4 == 0 && column_begin % 4 == 0;
    }
};

/// What the inner loop does to a score: nothing; exp in single precision; all that a MapRule can ask.
enum class Finish { none, exp, any };

template <class Real, Finish finish> struct Tile {
    static constexpr Size threads = threads_of_block;
    using Shared = ProductShared<Real>;
    using Registers = ProductRegisters<Real>;

    CornerScores<Real> corner; ///< with the operands of all tiles
    MapRule rule;
    MapKind kind;
    const RowNumbers* rows; ///< of the part
    MapPart part;

    ALPHASCOPE_DEVICE Size blocks() const {
        return corner.blocks() + corner.operands.row_groups() * corner.operands.column_groups();
    }

    ALPHASCOPE_DEVICE float finished(Size i, Size j, Real s) const {
        if (finish == Finish::none)
            return static_cast<float>(s);
        const RowNumbers* row = kind == MapKind::alpha ? rows + (i - part.row_begin) : nullptr;
        if (finish == Finish::exp)
            return row->factor * std::exp(static_cast<float>(s) - row->offset);
        return rule.finished(i, j, s, kind, row);
    }

    ALPHASCOPE_DEVICE void put_four(Size i, Size j, const Four<float>& numbers) const {
        if (part.is_aligned() && part.has(i, j) && part.has(i, j + 3)) {
            *reinterpret_cast<Four<float>*>(part.at(i, j)) = numbers;
            return;
        }
        ALPHASCOPE_UNROLL
        for (Size f = 0; f < 4; ++f)
            if (part.has(i, j + f))
                *part.at(i, j + f) = numbers.x[f];
    }
    ALPHASCOPE_DEVICE void finish_four(Size i, Size j, const Real (&scores)[8], Size first) const {
        Four<float> numbers;
        ALPHASCOPE_UNROLL
        for (Size f = 0; f < 4; ++f)
            numbers.x[f] = part.has(i, j + f) ? finished(i, j + f, scores[first + f]) : 0;
        put_four(i, j, numbers);
    }

    template <class Block> ALPHASCOPE_DEVICE void fill_corner(Block& block) const {
        const auto place = corner.place(block.index());
        block.each([&](Size thread, Registers&) {
            Real scores[4] = {};
            if (place.row_panel >= place.column_panel)
                corner.scores(place, thread, scores);
            const Size j = place.column_panel * panel + lane_of(thread);
            ALPHASCOPE_UNROLL
            for (Size e = 0; e < 4; ++e) {
                const Size i = place.row_panel * panel + 4 * group_of(thread) + e;
                if (!part.has(i, j))
                    continue;
                float number = rule.is_live(i, j) ? finished(i, j, scores[e]) : 0;
                if (i == j && kind == MapKind::alpha)
                    number += static_cast<float>(rows[i - part.row_begin].skip);
                *part.at(i, j) = number;
            }
        });
    }

    template <class Block> ALPHASCOPE_DEVICE void operator()(Block& block) const {
        if (block.index() < corner.blocks())
            return fill_corner(block);
        const TileOperands<Real>& operands = corner.operands;
        // Rows from both ends in turn: what is multiplied below the diagonal hides what is written above it.
        const Size tile = block.index() - corner.blocks(), turn = tile / operands.column_groups();
        const Size row = turn % 2 == 0 ? turn / 2 : operands.row_groups() - 1 - turn / 2;
        const Size gi = operands.first_row_panel / group_panels + row;
        const Size gj = operands.first_column_panel / group_panels + tile % operands.column_groups();
        if (gj == gi)
            return;
        if (gj > gi || rule.window_ends_before(gi * tile_size, (gj + 1) * tile_size)) {
            block.each([&](Size thread, Registers&) {
                for (Size e = 4 * thread; e < tile_size * tile_size; e += 4 * threads)
                    put_four(gi * tile_size + e / tile_size, gj * tile_size + e % tile_size, Four<float>{});
            });
            return;
        }
        multiply_tile(block, block.shared(), operands, gi, gj);
        block.each([&](Size thread, Registers& r) {
            const Size y = row_thread(thread), x = column_thread(thread);
            ALPHASCOPE_UNROLL
            for (Size e = 0; e < 8; ++e) {
                ALPHASCOPE_UNROLL
                for (Size f = 0; f < 8; f += 4)
                    finish_four(gi * tile_size + place_in_tile(y, e), gj * tile_size + place_in_tile(x, f), r.sum[e],
                                f);
            }
        });
    }
};

} // namespace alphascope::gpu
