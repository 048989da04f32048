#pragma once
// Leaves of diag(d) + U Vᵀ steps (ALGORITHMS section 4): the recurrence, a thread having every eighth feature of one
// column.

#include "gpu/kernels/leaf_columns.hpp"

namespace alphascope::gpu {

inline constexpr Size largest_rank = 16;

/// `features` is the most a thread has: n ≤ 8 features.
template <class Real, Size features> struct LeafLowRank {
    static constexpr Size threads = threads_of_block;
    struct Shared {
        Real score[feature_groups][panel];
        Real y[largest_rank][feature_groups][panel]; ///< shares of v_r · h
    };
    struct Registers {
        Real h[features];
    };

    LeafColumns<Real> columns;
    const Real *d, *u, *v; ///< n, rank n, rank n numbers a token
    Size d_stride, u_stride, v_stride, rank;

    template <class Block> ALPHASCOPE_DEVICE void operator()(Block& block) const {
        const auto own = columns.block(block.index());
        if (columns.is_idle(own))
            return;
        const LeafPanels<Real>& leaf = columns.panels;
        const Size p = own.leaf, n = leaf.n, at = p * panel * n, first = p * panel;
        Shared& shared = block.shared();
        const auto feature = [](Size thread, Size k) { return group_of(thread) + feature_groups * k; };
        // Shares of v · h for the step of token t, and of the score of the token before it.
        const auto share = [&](Size thread, const Registers& r, Size t) {
            const Size lane = lane_of(thread), g = group_of(thread);
            Real score = 0;
            if (t > 0) {
                ALPHASCOPE_UNROLL
                for (Size k = 0; k < features; ++k)
                    if (const Size m = feature(thread, k); m < n)
                        score += leaf.q_in[at + panel * m + t - 1] * r.h[k];
            }
            shared.score[g][lane] = score;
            for (Size e = 0; t < panel && e < rank; ++e) {
                const Real* row = v + (first + t) * v_stride + e * n;
                Real y = 0;
                ALPHASCOPE_UNROLL
                for (Size k = 0; k < features; ++k)
                    if (const Size m = feature(thread, k); m < n)
                        y += row[m] * r.h[k];
                shared.y[e][g][lane] = y;
            }
        };
        const auto total = [](const Real(&shares)[feature_groups][panel], Size lane) {
            Real sum = 0;
            ALPHASCOPE_UNROLL
            for (Size g = 0; g < feature_groups; ++g)
                sum += shares[g][lane];
            return sum;
        };
        const auto write_score = [&](Size thread, Size t) {
            if (thread < panel)
                columns.write_score(own, t, thread, total(shared.score, thread));
        };

        block.each([&](Size thread, Registers& r) {
            ALPHASCOPE_UNROLL
            for (Size k = 0; k < features; ++k)
                r.h[k] = own.start(feature(thread, k), lane_of(thread));
            share(thread, r, 0);
        });
        for (Size t = 0; t < panel; ++t) {
            block.each([&](Size thread, Registers& r) {
                const Size lane = lane_of(thread);
                const Real *d_row = d + (first + t) * d_stride, *u_row = u + (first + t) * u_stride;
                if (t > 0)
                    write_score(thread, t - 1);
                ALPHASCOPE_UNROLL
                for (Size k = 0; k < features; ++k)
                    if (const Size m = feature(thread, k); m < n)
                        r.h[k] *= d_row[m];
                for (Size e = 0; e < rank; ++e) {
                    const Real y = total(shared.y[e], lane);
                    ALPHASCOPE_UNROLL
                    for (Size k = 0; k < features; ++k)
                        if (const Size m = feature(thread, k); m < n)
                            r.h[k] += u_row[e * n + m] * y;
                }
                if (own.has_keys() && lane >= t) { // column t enters; those after it are still empty
                    ALPHASCOPE_UNROLL
                    for (Size k = 0; k < features; ++k)
                        if (const Size m = feature(thread, k); m < n)
                            r.h[k] = lane == t ? leaf.b_in[at + panel * m + t] : 0;
                }
            });
            block.each([&](Size thread, Registers& r) { share(thread, r, t + 1); });
        }
        block.each([&](Size thread, Registers& r) {
            write_score(thread, panel - 1);
            Real* to = columns.ends(own);
            ALPHASCOPE_UNROLL
            for (Size k = 0; k < features; ++k)
                if (const Size m = feature(thread, k); m < n)
                    to[panel * m + lane_of(thread)] = r.h[k];
        });
    }
};

} // namespace alphascope::gpu
