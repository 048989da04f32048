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
    static constexpr Size slice = 64 / sizeof(Real), rows = 8 * feature_groups;
    static constexpr Size t_each = slice * rows / threads, in_each = slice * panel / threads; ///< a thread brings
    struct Shared {
        Real t[2][slice][rows + 4], in[2][most][slice][panel];
    };
    struct Registers {
        Real sum[most][8];
    };

    const CarryJob<Real>* jobs;
    Size n;

    ALPHASCOPE_DEVICE Size blocks_of_job() const { return (n + rows - 1) / rows; }

    template <class Block> ALPHASCOPE_DEVICE void operator()(Block& block) const {
        // Places inside a transport fit 32 bits, which a device adds in one step.
        using Place = std::int32_t;
        const CarryJob<Real> job = jobs[block.index() / blocks_of_job()];
        const auto size = static_cast<Place>(n);
        const auto first_row = static_cast<Place>(block.index() % blocks_of_job() * rows);
        Shared& shared = block.shared();
        // Neighbouring threads read neighbouring numbers of T in either case.
        const auto inner = [&](Place e) { return static_cast<Place>(job.transposed ? e / rows : e % slice); };
        const auto outer = [&](Place e) { return static_cast<Place>(job.transposed ? e % rows : e / slice); };
        // All numbers of a slice are asked for before the first is stored: they are on their way together.
        struct Slice {
            Real t[t_each], in[most][in_each];
        };
        const auto bring = [&](Size thread, Size first) {
            Slice brought;
            const auto m = static_cast<Place>(first);
            ALPHASCOPE_UNROLL
            for (Place k = 0; k < t_each; ++k) {
                const Place e = static_cast<Place>(thread) + k * static_cast<Place>(threads);
                const Place row = first_row + outer(e), column = m + inner(e);
                const Place across = job.transposed ? row : column, down = job.transposed ? column : row;
                constexpr auto wide = static_cast<Place>(panel);
                brought.t[k] = row < size && column < size
                                   ? job.transport[across / wide * (wide * size) + wide * down + across % wide]
                                   : Real(0);
            }
            ALPHASCOPE_UNROLL
            for (Place p = 0; p < most; ++p) {
                ALPHASCOPE_UNROLL
                for (Place k = 0; k < in_each; ++k) {
                    const Place e = static_cast<Place>(thread) + k * static_cast<Place>(threads);
                    brought.in[p][k] = p < job.count && m + e / panel < n ? job.in[p][panel * m + e] : Real(0);
                }
            }
            return brought;
        };
        const auto put = [&](Size thread, Size to, const Slice& brought) {
            ALPHASCOPE_UNROLL
            for (Place k = 0; k < t_each; ++k) {
                const Place e = static_cast<Place>(thread) + k * static_cast<Place>(threads);
                shared.t[to][inner(e)][outer(e)] = brought.t[k];
            }
            ALPHASCOPE_UNROLL
            for (Place p = 0; p < most; ++p) {
                ALPHASCOPE_UNROLL
                for (Place k = 0; k < in_each; ++k) {
                    const Place e = static_cast<Place>(thread) + k * static_cast<Place>(threads);
                    shared.in[to][p][e / panel][e % panel] = brought.in[p][k];
                }
            }
        };
        block.each([&](Size thread, Registers& r) {
            put(thread, 0, bring(thread, 0));
            ALPHASCOPE_UNROLL
            for (Size p = 0; p < most; ++p) {
                ALPHASCOPE_UNROLL
                for (Size e = 0; e < 8; ++e)
                    r.sum[p][e] = 0;
            }
        });
        for (Size m = 0, now = 0; m < n; m += slice, now ^= 1)
            block.each([&](Size thread, Registers& r) {
                const Size lane = lane_of(thread), row = 8 * group_of(thread);
                const bool more = m + slice < n;
                Slice next{};
                if (more)
                    next = bring(thread, m + slice);
                ALPHASCOPE_UNROLL
                for (Size k = 0; k < slice; ++k) {
                    Real t[8];
                    ALPHASCOPE_UNROLL
                    for (Size e = 0; e < 8; ++e)
                        t[e] = shared.t[now][k][row + e];
                    ALPHASCOPE_UNROLL
                    for (Size p = 0; p < most; ++p) {
                        const Real x = shared.in[now][p][k][lane];
                        ALPHASCOPE_UNROLL
                        for (Size e = 0; e < 8; ++e)
                            r.sum[p][e] += t[e] * x;
                    }
                }
                if (more)
                    put(thread, now ^ 1, next);
            });
        block.each([&](Size thread, Registers& r) {
            ALPHASCOPE_UNROLL
            for (Size p = 0; p < most; ++p) {
                ALPHASCOPE_UNROLL
                for (Size e = 0; e < 8; ++e)
                    if (const Size row = first_row + 8 * group_of(thread) + e; p < job.count && row < n)
                        job.out[p][panel * row + lane_of(thread)] = r.sum[p][e];
            }
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
