#pragma once
// Leaves of dense steps: h ← A_t h on 32 columns in shared memory.

#include "gpu/kernels/leaf_columns.hpp"

namespace alphascope::gpu {

/// n ≤ 8 features.
template <class Real, Size features> struct LeafDense {
    static constexpr Size threads = threads_of_block;
    struct Shared {
        Real h[feature_groups * features][panel];
        Real score[feature_groups][panel];
    };
    struct Registers {
        Real next[features];
    };

    LeafColumns<Real> columns;
    const Real* a; ///< n² numbers a token, row-major, `stride` apart (0: constant)
    Size stride;

    template <class Block> ALPHASCOPE_DEVICE void operator()(Block& block) const {
        const auto own = columns.block(block.index());
        if (columns.is_idle(own))
            return;
        const LeafPanels<Real>& leaf = columns.panels;
        const Size p = own.leaf, n = leaf.n, at = p * panel * n;
        Shared& shared = block.shared();
        block.each([&](Size thread, Registers&) {
            for (Size m = group_of(thread); m < n; m += feature_groups)
                shared.h[m][lane_of(thread)] = own.start(m, lane_of(thread));
        });
        for (Size t = 0; t < panel; ++t) {
            const Real* matrix = a + (p * panel + t) * stride;
            block.each([&](Size thread, Registers& r) {
                ALPHASCOPE_UNROLL
                for (Size k = 0; k < features; ++k)
                    r.next[k] = 0;
                for (Size c = 0; c < n; ++c) {
                    const Real h = shared.h[c][lane_of(thread)];
                    ALPHASCOPE_UNROLL
                    for (Size k = 0; k < features; ++k)
                        if (const Size m = group_of(thread) + feature_groups * k; m < n)
                            r.next[k] += matrix[m * n + c] * h;
                }
            });
            block.each([&](Size thread, Registers& r) {
                const Size lane = lane_of(thread);
                Real score = 0;
                ALPHASCOPE_UNROLL
                for (Size k = 0; k < features; ++k)
                    if (const Size m = group_of(thread) + feature_groups * k; m < n) {
                        const Size row = at + panel * m;
                        Real h = r.next[k];
                        if (own.has_keys() && lane >= t) // column t enters; those after it are still empty
                            h = lane == t ? leaf.b_in[row + t] : 0;
                        shared.h[m][lane] = h;
                        score += leaf.q_in[row + t] * h;
                    }
                shared.score[group_of(thread)][lane] = score;
            });
            block.each([&](Size thread, Registers&) {
                if (thread >= panel)
                    return;
                Real score = 0;
                for (Size g = 0; g < feature_groups; ++g)
                    score += shared.score[g][thread];
                columns.write_score(own, t, thread, score);
            });
        }
        block.each([&](Size thread, Registers&) {
            for (Size m = group_of(thread); m < n; m += feature_groups)
                columns.ends(own)[panel * m + lane_of(thread)] = shared.h[m][lane_of(thread)];
        });
    }
};

} // namespace alphascope::gpu
