#pragma once
// Scores of a leaf: 32 × 32 sums over features, each thread having some features of one column.

#include "gpu/kernels/device_code.hpp"

namespace alphascope::gpu {

template <class Real> struct LeafSums {
    Real sum[panel][panel + 1]; ///< by row token, column token; one to spare against bank conflicts
};

/// Adds the groups one after another, in the same order at each run, and writes the block: s_ij at 32 i + j.
/// @pre r.score[i] is thread's share of s_ij for its column
template <class Real, class Block>
ALPHASCOPE_DEVICE void write_leaf_scores(Block& block, LeafSums<Real>& shared, Real* to) {
    for (Size g = 0; g < feature_groups; ++g)
        block.each([&](Size thread, auto& r) {
            if (group_of(thread) != g)
                return;
            ALPHASCOPE_UNROLL
            for (Size i = 0; i < panel; ++i) {
                Real& sum = shared.sum[i][lane_of(thread)];
                sum = (g == 0 ? Real(0) : sum) + r.score[i];
            }
        });
    block.each([&](Size thread, auto&) {
        for (Size e = thread; e < panel * panel; e += threads_of_block)
            to[e] = shared.sum[e / panel][e % panel];
    });
}

} // namespace alphascope::gpu
