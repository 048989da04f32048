#pragma once
// Single cells all over the map: one thread a cell, its score being the product of one query and one key that meet.

#include "gpu/kernels/row_of_map.hpp"
#include "gpu/kernels/tile_product.hpp"

namespace alphascope::gpu {

/// A row or column that is looked at, and which of the carried panels its own is.
struct CellPlace {
    Size token, place;
};

template <class Real> struct Cells {
    static constexpr Size threads = threads_of_block;
    struct Shared {};
    struct Registers {};

    const Real *const *queries, *const *keys; ///< [place][level]
    const Real* leaf_blocks;
    const CellPlace *rows, *columns;
    Size row_count, column_count, levels, n;
    MapRule rule;
    MapKind kind;
    const RowNumbers* numbers; ///< of the rows
    float* out;

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

    template <class Block> ALPHASCOPE_DEVICE void operator()(Block& block) const {
        block.each([&](Size thread, Registers&) {
            const Size cell = block.index() * threads + thread;
            if (cell >= row_count * column_count)
                return;
            const Size r = cell / column_count;
            const CellPlace row = rows[r], column = columns[cell % column_count];
            const Size i = row.token, j = column.token;
            const RowNumbers* number = kind == MapKind::alpha ? numbers + r : nullptr;
            float value = rule.is_live(i, j) ? rule.finished(i, j, score(row, column), kind, number) : 0;
            if (number && i == j)
                value += static_cast<float>(number->skip);
            out[cell] = value;
        });
    }
};

} // namespace alphascope::gpu
