#pragma once
// Products with transports (ALGORITHMS section 3): panels carried across a node, and transports of a node from those of
// its children, T = T_right T_left, whose column panels are carried the same way.

#include "gpu/kernels/device_code.hpp"

namespace alphascope::gpu {

/// out = T in, or Tᵀ in, for up to four panels that the same transport carries.
template <class Real> struct CarryJob {
    static constexpr Size most = 4;
    const Real* transport;
    const Real* in[most];
    Real* out[most];
    Size count;
    bool transposed;
};

/// One block a job and 64 rows of it; a thread has eight rows of a column of each panel.
template <class Real> struct Carry {
    static constexpr Size threads = threads_of_block, most = CarryJob<Real>::most;
    static constexpr Size slice = 16, rows = 8 * feature_groups;
    struct Shared {
        Real t[slice][rows + 4], in[most][slice][panel];
    };
    struct Registers {
        Real sum[most][8];
    };

    const CarryJob<Real>* jobs;
    Size n;

    ALPHASCOPE_DEVICE Size blocks_of_job() const { return (n + rows - 1) / rows; }

    template <class Block> ALPHASCOPE_DEVICE void operator()(Block& block) const {
        const CarryJob<Real>& job = jobs[block.index() / blocks_of_job()];
        const Size first_row = block.index() % blocks_of_job() * rows, count = job.count;
        const bool transposed = job.transposed;
        Shared& shared = block.shared();
        block.each([&](Size, Registers& r) {
            ALPHASCOPE_UNROLL
            for (Size p = 0; p < most; ++p)
                ALPHASCOPE_UNROLL
            for (Size e = 0; e < 8; ++e)
                r.sum[p][e] = 0;
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
                for (Size e = thread; e < most * slice * panel; e += threads)
                    if (const Size p = e / (slice * panel), at = e % (slice * panel); p < count)
                        shared.in[p][at / panel][at % panel] = m + at / panel < n ? job.in[p][panel * m + at] : Real(0);
                    else
                        shared.in[p][at / panel][at % panel] = 0;
            });
            block.each([&](Size thread, Registers& r) {
                const Size lane = lane_of(thread), row = 8 * group_of(thread);
                ALPHASCOPE_UNROLL
                for (Size k = 0; k < slice; ++k) {
                    Real t[8];
                    ALPHASCOPE_UNROLL
                    for (Size e = 0; e < 8; ++e)
                        t[e] = shared.t[k][row + e];
                    ALPHASCOPE_UNROLL
                    for (Size p = 0; p < most; ++p) {
                        const Real x = shared.in[p][k][lane];
                        ALPHASCOPE_UNROLL
                        for (Size e = 0; e < 8; ++e)
                            r.sum[p][e] += t[e] * x;
                    }
                }
            });
        }
        block.each([&](Size thread, Registers& r) {
            ALPHASCOPE_UNROLL
            for (Size p = 0; p < most; ++p)
                ALPHASCOPE_UNROLL
            for (Size e = 0; e < 8; ++e)
                if (const Size row = first_row + 8 * group_of(thread) + e; p < count && row < n)
                    job.out[p][panel * row + lane_of(thread)] = r.sum[p][e];
        });
    }
};

/// Adds a panel to the last of the jobs where that has the same transport and room, else to a new one.
template <class Real, class Jobs>
void add_carry(Jobs& jobs, const Real* transport, bool transposed, const Real* in, Real* out) {
    if (jobs.empty() || jobs.back().transport != transport || jobs.back().transposed != transposed ||
        jobs.back().count == CarryJob<Real>::most)
        jobs.push_back(CarryJob<Real>{transport, {}, {}, 0, transposed});
    CarryJob<Real>& job = jobs.back();
    job.in[job.count] = in;
    job.out[job.count++] = out;
}

} // namespace alphascope::gpu
