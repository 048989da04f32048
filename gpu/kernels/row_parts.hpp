#pragma once
// What η needs of single rows all over the map: one block of threads a row and part of its columns. Pieces are joined
// in one order, so that the sums have the same bits at each run.

#include "gpu/kernels/cell_scores.hpp"
#include "gpu/kernels/row_pieces.hpp"

namespace alphascope::gpu {

template <class Real> struct RowParts {
    static constexpr Size threads = threads_of_block, columns_of_thread = 8, columns = threads * columns_of_thread;
    struct Shared {
        RowPiece pieces[threads];
    };
    struct Registers {};

    CellScores<Real> scores;
    const CellPlace* rows;
    const double* values;                       ///< the readout's parameter, by row of the list
    Size row_count, first_column, column_count; ///< columns are those of whole panels, as far as the sequence goes
    MapRule rule;
    RowPiece* out; ///< [row][part]

    ALPHASCOPE_DEVICE Size parts() const { return (column_count + columns - 1) / columns; }
    ALPHASCOPE_DEVICE Size blocks() const { return row_count * parts(); }

    ALPHASCOPE_DEVICE RowPiece piece_of(Size r, Size first) const {
        const CellPlace row = rows[r];
        double found[columns_of_thread];
        RowPiece piece = empty_piece();
        const auto counts = [&](Size k) { return k < column_count && rule.is_live(row.token, first_column + k); };
        ALPHASCOPE_UNROLL
        for (Size e = 0; e < columns_of_thread; ++e) {
            const Size k = first + e * threads;
            if (!counts(k))
                continue;
            found[e] = static_cast<double>(scores.score(row, {first_column + k, k / panel}));
            if (rule.adjusts())
                found[e] = rule.adjusted(row.token, first_column + k, found[e]);
            piece.top = found[e] > piece.top ? found[e] : piece.top;
        }
        const double base = base_of(rule, piece.top);
        ALPHASCOPE_UNROLL
        for (Size e = 0; e < columns_of_thread; ++e)
            if (counts(first + e * threads))
                add_to(piece, phi_of<Real>(rule, found[e], base, values[r]));
        return piece;
    }

    template <class Block> ALPHASCOPE_DEVICE void operator()(Block& block) const {
        const Size r = block.index() / parts(), part = block.index() % parts();
        Shared& shared = block.shared();
        block.each([&](Size thread, Registers&) { shared.pieces[thread] = piece_of(r, part * columns + thread); });
        for (Size half = threads / 2; half > 0; half /= 2)
            block.each([&](Size thread, Registers&) {
                if (thread < half)
                    shared.pieces[thread] = joined(shared.pieces[thread], shared.pieces[thread + half], rule.relative);
            });
        block.each([&](Size thread, Registers&) {
            if (thread == 0)
                out[block.index()] = shared.pieces[0];
        });
    }
};

} // namespace alphascope::gpu
