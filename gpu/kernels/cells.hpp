#pragma once
// Single cells all over the map, one thread a cell.

#include "gpu/kernels/cell_scores.hpp"
#include "gpu/kernels/row_of_map.hpp"

namespace alphascope::gpu {

template <class Real> struct Cells {
    static constexpr Size threads = threads_of_block;
    struct Shared {};
    struct Registers {};

    CellScores<Real> scores;
    const CellPlace *rows, *columns;
    Size row_count, column_count;
    MapRule rule;
    MapKind kind;
    const RowNumbers* numbers; ///< of the rows
    float* out;

    template <class Block> ALPHASCOPE_DEVICE void operator()(Block& block) const {
        block.each([&](Size thread, Registers&) {
            const Size cell = block.index() * threads + thread;
            if (cell >= row_count * column_count)
                return;
            const Size r = cell / column_count;
            const CellPlace row = rows[r], column = columns[cell % column_count];
            const Size i = row.token, j = column.token;
            const RowNumbers* number = kind == MapKind::alpha ? numbers + r : nullptr;
            float value = rule.is_live(i, j) ? rule.finished(i, j, scores.score(row, column), kind, number) : 0;
            if (number && i == j)
                value += static_cast<float>(number->skip);
            out[cell] = value;
        });
    }
};

} // namespace alphascope::gpu
