#pragma once
// Keys that enter one token late (core/engine/cpu/late_keys.hpp): what the leaf kernels made of row t is read one row
// later; the first row of a leaf is its own query, and the diagonal of its scores is given. One block a leaf.

#include "gpu/kernels/device_code.hpp"

namespace alphascope::gpu {

template <class Real> struct ReadLate {
    static constexpr Size threads = threads_of_block;
    struct Shared {};
    struct Registers {};

    Real *q, *block;                      ///< of the chunk's first leaf
    const Real *first_query, *own_scores; ///< n and 32 numbers a leaf
    Size n;

    template <class Block> ALPHASCOPE_DEVICE void operator()(Block& block_of_threads) const {
        const Size p = block_of_threads.index();
        block_of_threads.each([&](Size thread, Registers&) {
            for (Size m = thread; m < n; m += threads) { // a thread moves whole rows, last number first
                Real* row = q + (p * n + m) * panel;
                for (Size t = panel - 1; t > 0; --t)
                    row[t] = row[t - 1];
                row[0] = first_query[p * n + m];
            }
            if (thread >= panel)
                return;
            Real* column = block + p * panel * panel + thread;
            for (Size t = panel - 1; t > 0; --t)
                column[t * panel] = column[(t - 1) * panel];
            column[thread * panel] = own_scores[p * panel + thread];
        });
    }
};

} // namespace alphascope::gpu
