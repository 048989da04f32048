#pragma once
// Steps of columns that are marched one token after another, in double: of systems a tree is not worth its matrices
// for.

#include "core/engine/cpu/product_kernels.hpp"

namespace alphascope::cpu {
namespace {

/// All products are of the old states.
inline void march_low_rank(const double* d, const double* u, const double* v, Size rank, Size n, double* states,
                           double* products) {
    for (Size r = 0; r < rank; ++r)
        read(v + r * n, n, states, products + r * panel);
    for (Size m = 0; m < n; ++m)
        for (Size c = 0; c < panel; c += pair<double>) {
            double* row = states + panel * m + c;
            Lanes<double> first = d[m] * load(row), second = d[m] * load(row + lanes<double>);
            for (Size r = 0; r < rank; ++r) {
                const double* y = products + r * panel + c;
                first += u[r * n + m] * load(y);
                second += u[r * n + m] * load(y + lanes<double>);
            }
            store(row, first);
            store(row + lanes<double>, second);
        }
}

} // namespace
} // namespace alphascope::cpu
