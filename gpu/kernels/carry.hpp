#pragma once
// Products with transports (ALGORITHMS section 3): panels carried across a node, and transports of a node from those of
// its children, T = T_right T_left, whose column panels are carried the same way.

#include "gpu/kernels/device_code.hpp"

namespace alphascope::gpu {

/// out = T in, or Tᵀ in; a panel each of in and out.
template <class Real> struct CarryJob {
    const Real *transport, *in;
    Real* out;
    bool transposed;
};

/// One block a job and 64 rows of it.
template <class Real> struct Carry {
    static constexpr Size threads = threads_of_block;
    static constexpr Size slice = 16, rows = 8 * feature_groups;
    struct Shared {
        Real t[slice][rows + 4], in[slice][panel];
    };
    struct Registers {
        Real sum[8];
    };

    const CarryJob<Real>* jobs;
    Size n;

    ALPHASCOPE_DEVICE Size blocks_of_job() const { return (n + rows - 1) / rows; }

    template <class Block> ALPHASCOPE_DEVICE void operator()(Block& block) const {
        const CarryJob<Real> job = jobs[block.index() / blocks_of_job()];
        const Size first_row = block.index() % blocks_of_job() * rows;
        const bool transposed = job.transposed;
        Shared& shared = block.shared();
        block.each([&](Size, Registers& r) {
            ALPHASCOPE_UNROLL
            for (Size e = 0; e < 8; ++e)
                r.sum[e] = 0;
        });
        for (Size m = 0; m < n; m += slice) {
            block.each([&](Size thread, Registers&) {
                for (Size e = thread; e < slice * rows; e += threads) {
                    // Neighbouring threads read neighbouring numbers of T in either case.
                    const Size k = transposed ? e / rows : e % slice, row = transposed ? e % rows : e / slice;
                    const Size across = transposed ? first_row + row : m + k,
                               down = transposed ? m + k : first_row + row;
                    shared.t[k][row] = across < n && down < n
                                           ? job.transport[across / panel * panel * n + panel * down + across % panel]
                                           : Real(0);
                }
                for (Size e = thread; e < slice * panel; e += threads)
                    shared.in[e / panel][e % panel] = m + e / panel < n ? job.in[panel * m + e] : Real(0);
            });
            block.each([&](Size thread, Registers& r) {
                const Size lane = lane_of(thread), row = 8 * group_of(thread);
                ALPHASCOPE_UNROLL
                for (Size k = 0; k < slice; ++k) {
                    const Real x = shared.in[k][lane];
                    ALPHASCOPE_UNROLL
                    for (Size e = 0; e < 8; ++e)
                        r.sum[e] += shared.t[k][row + e] * x;
                }
            });
        }
        block.each([&](Size thread, Registers& r) {
            ALPHASCOPE_UNROLL
            for (Size e = 0; e < 8; ++e)
                if (const Size row = first_row + 8 * group_of(thread) + e; row < n)
                    job.out[panel * row + lane_of(thread)] = r.sum[e];
        });
    }
};

} // namespace alphascope::gpu
