#pragma once
// How large numbers get: decides whether single precision will do.

#include "gpu/kernels/device_code.hpp"

namespace alphascope::gpu {

/// The larger of two sizes, where anything not finite is larger than every number.
ALPHASCOPE_DEVICE double larger(double a, double b) {
    return b <= a ? a : b - b == 0 ? b : HUGE_VAL;
}

/// The largest norm among the 32 columns of each panel. One block a panel.
template <class Real> struct LargestColumn {
    static constexpr Size threads = threads_of_block;
    struct Shared {
        double squares[feature_groups][panel], norm[panel];
    };
    struct Registers {};

    const Real* panels; ///< one after another, n features each
    Size n;
    double* out;

    template <class Block> ALPHASCOPE_DEVICE void operator()(Block& block) const {
        const Real* own = panels + block.index() * panel * n;
        Shared& shared = block.shared();
        block.each([&](Size thread, Registers&) {
            double sum = 0;
            for (Size m = group_of(thread); m < n; m += feature_groups) {
                const double x = own[panel * m + lane_of(thread)];
                sum += x * x;
            }
            shared.squares[group_of(thread)][lane_of(thread)] = sum;
        });
        block.each([&](Size thread, Registers&) {
            if (thread >= panel)
                return;
            double sum = 0;
            for (Size g = 0; g < feature_groups; ++g)
                sum += shared.squares[g][thread];
            shared.norm[thread] = std::sqrt(sum);
        });
        block.each([&](Size thread, Registers&) {
            if (thread > 0)
                return;
            double top = 0;
            for (Size t = 0; t < panel; ++t)
                top = larger(top, shared.norm[t]);
            out[block.index()] = top;
        });
    }
};

/// The largest magnitude among `width` numbers of each node. One thread a node.
struct LargestNumber {
    static constexpr Size threads = threads_of_block;
    struct Shared {};
    struct Registers {};

    const double* numbers;
    Size width, nodes;
    double* out;

    template <class Block> ALPHASCOPE_DEVICE void operator()(Block& block) const {
        block.each([&](Size thread, Registers&) {
            const Size x = block.index() * threads + thread;
            if (x >= nodes)
                return;
            double top = 0;
            for (Size e = 0; e < width; ++e)
                top = larger(top, std::abs(numbers[x * width + e]));
            out[x] = top;
        });
    }
};

} // namespace alphascope::gpu
