#pragma once
// Leaves of the steps that act on coordinates alone (ALGORITHMS section 4): running products in double, rounded once
// into the panels. One block a leaf. Without factors (identity, convolution) all products are 1.

#include "gpu/kernels/leaf_sums.hpp"

namespace alphascope::gpu {

/// Where a chunk of leaves comes from and goes to. Panels of the chunk's tokens in, tokens that are not there being 0;
/// out are the panels of the first leaf of the chunk.
template <class Real> struct LeafPanels {
    const Real *q_in, *b_in;
    Real *q, *k, *block;
    Size n;
    bool first; ///< the chunk's first leaf is the sequence's: the step of its first token is never used
};

template <class Real> struct LeafDiagonal {
    static constexpr Size threads = threads_of_block;
    using Shared = LeafSums<Real>;
    struct Registers {
        Real score[panel];
    };

    LeafPanels<Real> leaf;
    const double* d; ///< step of a token: `width` (1 or n) numbers, `stride` apart (0: constant); null: all 1
    Size width, stride;
    double* factors; ///< `width` numbers a leaf

    ALPHASCOPE_DEVICE double step(Size token, Size m) const {
        return d ? d[token * stride + (width == 1 ? 0 : m)] : 1.0;
    }

    /// body(t, step of token t, x[t]) for the tokens of a leaf; eight at a time are asked for before the first is used.
    template <class Body> ALPHASCOPE_DEVICE void for_each_step(Size first, Size m, const Real* x, Body body) const {
        constexpr Size together = 8;
        ALPHASCOPE_UNROLL
        for (Size t = 0; t < panel; t += together) {
            double steps[together];
            Real numbers[together];
            ALPHASCOPE_UNROLL
            for (Size k = 0; k < together; ++k) {
                steps[k] = step(first + t + k, m);
                numbers[k] = x[t + k];
            }
            ALPHASCOPE_UNROLL
            for (Size k = 0; k < together; ++k)
                body(t + k, steps[k], numbers[k]);
        }
    }

    template <class Block> ALPHASCOPE_DEVICE void operator()(Block& block) const {
        const Size p = block.index(), n = leaf.n, at = p * panel * n, first = p * panel;
        block.each([&](Size thread, Registers& r) {
            const Size lane = lane_of(thread);
            ALPHASCOPE_UNROLL
            for (Size t = 0; t < panel; ++t)
                r.score[t] = 0;
            for (Size m = group_of(thread); m < n; m += feature_groups) {
                const Real* q = leaf.q_in + at + panel * m;
                double h = leaf.b_in[at + panel * m + lane];
                for_each_step(first, m, q, [&](Size t, double a, Real q_t) {
                    h *= t > lane ? a : 1.0;
                    r.score[t] += t >= lane ? q_t * static_cast<Real>(h) : Real(0);
                });
            }
        });
        write_leaf_scores<Real>(block, block.shared(), leaf.block + p * panel * panel);
        block.each([&](Size thread, Registers&) {
            for (Size m = thread; m < n; m += threads) {
                const Size row = at + panel * m;
                double product = 1;
                for_each_step(first, m, leaf.q_in + row, [&](Size t, double a, Real q_t) {
                    product *= t > 0 || p > 0 || !leaf.first ? a : 1.0;
                    leaf.q[row + t] = static_cast<Real>(q_t * product);
                });
                if (factors && m < width)
                    factors[p * width + m] = product;
                product = 1;
                for (Size t = panel; t-- > 0;) {
                    leaf.k[row + t] = static_cast<Real>(leaf.b_in[row + t] * product);
                    product *= step(first + t, m);
                }
            }
        });
    }
};

} // namespace alphascope::gpu
