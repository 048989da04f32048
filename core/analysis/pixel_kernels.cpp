#include "core/analysis/pixel_kernels.hpp"

#include "core/engine/multiversion.hpp"

namespace alphascope {

ALPHASCOPE_CLONES
Index count_non_finite(const float* x, Index count) {
    constexpr std::int32_t magnitude = 0x7fffffff, infinity = 0x7f800000;
    std::int32_t bad = 0;
    for (Index k = 0; k < count; ++k)
        bad += (std::bit_cast<std::int32_t>(x[k]) & magnitude) >= infinity;
    return bad;
}

ALPHASCOPE_CLONES
void largest_of_rows(const float* cells, Index stride, Index rows, Index count, float* best) {
    for (Index k = 0; k < count; ++k)
        best[k] = cells[k];
    for (Index i = 1; i < rows; ++i)
        for (Index k = 0; k < count; ++k)
            best[k] = larger(best[k], cells[i * stride + k]);
}

ALPHASCOPE_CLONES
void sums_of_rows(const float* cells, Index stride, Index rows, Index count, double* sum) {
    for (Index k = 0; k < count; ++k)
        sum[k] = static_cast<double>(cells[k]);
    for (Index i = 1; i < rows; ++i)
        for (Index k = 0; k < count; ++k)
            sum[k] += static_cast<double>(cells[i * stride + k]);
}

} // namespace alphascope
