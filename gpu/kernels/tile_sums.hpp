#pragma once
// What η needs of the rows of a tile, from the product stage without a map: one piece a row and tile, and the pieces of
// a row joined in the order of its columns, so that the sums have the same bits at each run.

#include "gpu/kernels/row_pieces.hpp"
#include "gpu/kernels/tile_product.hpp"

namespace alphascope::gpu {

/// Pieces by row of the first row group on: one for each column group, and one for each panel of the group on the
/// diagonal.
struct PieceTable {
    RowPiece* pieces;
    Size first_row, column_groups;
    ALPHASCOPE_DEVICE Size places() const { return column_groups + group_panels; }
    ALPHASCOPE_DEVICE RowPiece& of_group(Size i, Size tj) const { return pieces[(i - first_row) * places() + tj]; }
    ALPHASCOPE_DEVICE RowPiece& of_panel(Size i, Size p) const { return of_group(i, column_groups + p % group_panels); }
};

template <class Real> struct TileSums {
    static constexpr Size threads = threads_of_block;
    struct Shared : ProductShared<Real> {
        double number[tile_size][17]; ///< one of 16 threads of a row, and what becomes of them
    };
    using Registers = ProductRegisters<Real>;

    TileOperands<Real> operands;
    MapRule rule;
    const double* values; ///< the readout's parameter, by row of the first row group on
    PieceTable table;

    /// piece.*member of each row becomes what `join` makes of its live columns, beginning with `none`.
    template <class Block, class Join>
    ALPHASCOPE_DEVICE void reduce(Block& block, double RowPiece::*member, Size gi, Size gj, double none,
                                  Join join) const {
        Shared& shared = block.shared();
        block.each([&](Size thread, Registers& r) {
            const Size y = row_thread(thread), x = column_thread(thread);
            ALPHASCOPE_UNROLL
            for (Size e = 0; e < 8; ++e) {
                double total = none;
                ALPHASCOPE_UNROLL
                for (Size f = 0; f < 8; ++f)
                    if (rule.is_live(gi * tile_size + place_in_tile(y, e), gj * tile_size + place_in_tile(x, f)))
                        total = join(total, static_cast<double>(r.sum[e][f]));
                shared.number[place_in_tile(y, e)][x] = total;
            }
        });
        block.each([&](Size thread, Registers&) {
            if (thread >= tile_size)
                return;
            // From the numbers of 16 threads: `none` and a sum of sums, or the largest of largest.
            double total = shared.number[thread][0];
            for (Size x = 1; x < 16; ++x)
                total = member == &RowPiece::top || member == &RowPiece::max ? join(total, shared.number[thread][x])
                                                                             : total + shared.number[thread][x];
            shared.number[thread][16] = total;
            table.of_group(gi * tile_size + thread, block.index() % operands.column_groups()).*member = total;
        });
    }

    template <class Block> ALPHASCOPE_DEVICE void operator()(Block& block) const {
        const Size gi = operands.first_row_panel / group_panels + block.index() / operands.column_groups();
        const Size gj = operands.first_column_panel / group_panels + block.index() % operands.column_groups();
        if (gj >= gi)
            return;
        if (rule.window_ends_before(gi * tile_size, (gj + 1) * tile_size)) {
            block.each([&](Size thread, Registers&) {
                if (thread < tile_size)
                    table.of_group(gi * tile_size + thread, block.index() % operands.column_groups()) = empty_piece();
            });
            return;
        }
        multiply_tile(block, block.shared(), operands, gi, gj);
        if (rule.adjusts())
            block.each([&](Size thread, Registers& r) {
                for_each(r, [&](Size e, Size f, Real& s) {
                    const Size i = gi * tile_size + place_in_tile(row_thread(thread), e);
                    const Size j = gj * tile_size + place_in_tile(column_thread(thread), f);
                    s = rule.is_live(i, j) ? static_cast<Real>(rule.adjusted(i, j, s)) : Real(0);
                });
            });
        const auto larger_of = [](double a, double b) { return b > a ? b : a; };
        reduce(block, &RowPiece::top, gi, gj, -HUGE_VAL, larger_of);
        block.each([&](Size thread, Registers& r) {
            for_each(r, [&](Size e, Size, Real& s) {
                const Size row = place_in_tile(row_thread(thread), e);
                const double base = base_of(rule, block.shared().number[row][16]);
                s = static_cast<Real>(phi_of<Real>(rule, s, base, values[gi * tile_size + row - table.first_row]));
            });
        });
        reduce(block, &RowPiece::sum, gi, gj, 0, [](double a, double b) { return a + b; });
        reduce(block, &RowPiece::abs_sum, gi, gj, 0, [](double a, double b) { return a + std::abs(b); });
        reduce(block, &RowPiece::sum_squares, gi, gj, 0, [](double a, double b) { return a + b * b; });
        reduce(block, &RowPiece::max, gi, gj, -HUGE_VAL, larger_of);
    }

private:
    template <class F> ALPHASCOPE_DEVICE static void for_each(Registers& r, F f) {
        ALPHASCOPE_UNROLL
        for (Size e = 0; e < 8; ++e) {
            ALPHASCOPE_UNROLL
            for (Size g = 0; g < 8; ++g)
                f(e, g, r.sum[e][g]);
        }
    }
};

/// Pieces of a row, joined to what the columns before them gave. One thread a row.
struct JoinPieces {
    static constexpr Size threads = threads_of_block;
    struct Shared {};
    struct Registers {};

    PieceTable table;
    RowPiece* rows; ///< of the first row group on
    Size row_count, first_column_group;
    bool relative;

    template <class Block> ALPHASCOPE_DEVICE void operator()(Block& block) const {
        block.each([&](Size thread, Registers&) {
            const Size k = block.index() * threads + thread;
            if (k >= row_count)
                return;
            const Size i = table.first_row + k, own = i / tile_size;
            RowPiece total = rows[k];
            for (Size tj = 0; tj < table.column_groups && first_column_group + tj < own; ++tj)
                total = joined(total, table.of_group(i, tj), relative);
            if (own >= first_column_group && own < first_column_group + table.column_groups)
                for (Size p = 0; p <= i % tile_size / panel; ++p)
                    total = joined(total, table.of_panel(i, p), relative);
            rows[k] = total;
        });
    }
};

} // namespace alphascope::gpu
