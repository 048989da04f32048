#pragma once
// Leaves of 2×2 blocks on coordinates (2m, 2m + 1). One block a leaf.

#include "gpu/kernels/leaf_diagonal.hpp"

namespace alphascope::gpu {

/// (a, b; c, d).
struct Turn {
    double a, b, c, d;
};
ALPHASCOPE_DEVICE Turn turn_at(const double* x) {
    return {x[0], x[1], x[2], x[3]};
}
ALPHASCOPE_DEVICE Turn product(Turn x, Turn y) {
    return {x.a * y.a + x.b * y.c, x.a * y.b + x.b * y.d, x.c * y.a + x.d * y.c, x.c * y.b + x.d * y.d};
}

template <class Real> struct LeafBlocks {
    static constexpr Size threads = threads_of_block;
    using Shared = LeafSums<Real>;
    struct Registers {
        Real score[panel];
    };

    LeafPanels<Real> leaf;
    const double* a; ///< 2n numbers a token, `stride` apart (0: constant)
    Size stride;
    double* factors; ///< 2n numbers a leaf

    ALPHASCOPE_DEVICE Turn step(Size token, Size m) const { return turn_at(a + token * stride + 2 * m); }

    template <class Block> ALPHASCOPE_DEVICE void operator()(Block& block) const {
        const Size p = block.index(), n = leaf.n, at = p * panel * n, first = p * panel;
        block.each([&](Size thread, Registers& r) {
            const Size lane = lane_of(thread);
            ALPHASCOPE_UNROLL
            for (Size t = 0; t < panel; ++t)
                r.score[t] = 0;
            for (Size m = 2 * group_of(thread); m < n; m += 2 * feature_groups) {
                const Size row = at + panel * m;
                double x = leaf.b_in[row + lane], y = leaf.b_in[row + panel + lane];
                ALPHASCOPE_UNROLL
                for (Size t = 0; t < panel; ++t) {
                    if (t > lane) {
                        const Turn f = step(first + t, m);
                        const double old = x;
                        x = f.a * old + f.b * y;
                        y = f.c * old + f.d * y;
                    }
                    if (t >= lane)
                        r.score[t] += static_cast<Real>(leaf.q_in[row + t] * x + leaf.q_in[row + panel + t] * y);
                }
            }
        });
        write_leaf_scores<Real>(block, block.shared(), leaf.block + p * panel * panel);
        block.each([&](Size thread, Registers&) {
            for (Size m = 2 * thread; m < n; m += 2 * threads) {
                const Size row = at + panel * m;
                Turn f{1, 0, 0, 1};
                for (Size t = 0; t < panel; ++t) {
                    if (t > 0 || p > 0 || !leaf.first)
                        f = product(step(first + t, m), f);
                    const double x = leaf.q_in[row + t], y = leaf.q_in[row + panel + t];
                    leaf.q[row + t] = static_cast<Real>(f.a * x + f.c * y);
                    leaf.q[row + panel + t] = static_cast<Real>(f.b * x + f.d * y);
                }
                double* out = factors + p * 2 * n + 2 * m;
                out[0] = f.a;
                out[1] = f.b;
                out[2] = f.c;
                out[3] = f.d;
                f = {1, 0, 0, 1};
                for (Size t = panel; t-- > 0;) {
                    const double x = leaf.b_in[row + t], y = leaf.b_in[row + panel + t];
                    leaf.k[row + t] = static_cast<Real>(f.a * x + f.b * y);
                    leaf.k[row + panel + t] = static_cast<Real>(f.c * x + f.d * y);
                    f = product(f, step(first + t, m));
                }
            }
        });
    }
};

} // namespace alphascope::gpu
