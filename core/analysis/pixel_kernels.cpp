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

// Floats in the order of integers, which reduce in vectors: those below 0 have their other bits turned.
ALPHASCOPE_CLONES
Extremes extremes_of(const float* x, Index count) {
    constexpr std::int32_t magnitude = 0x7fffffff, infinity = 0x7f800000, minus_infinity = ~infinity;
    std::int32_t smallest = infinity, largest = minus_infinity, least = infinity;
    for (Index k = 0; k < count; ++k) {
        const auto bits = std::bit_cast<std::int32_t>(x[k]);
        const std::int32_t size = bits & magnitude, key = bits ^ ((bits >> 31) & magnitude);
        const bool finite = size < infinity;
        const std::int32_t low = finite ? key : infinity, high = finite ? key : minus_infinity,
                           above_zero = size > 0 ? size : infinity;
        smallest = low < smallest ? low : smallest;
        largest = high > largest ? high : largest;
        least = above_zero < least ? above_zero : least;
    }
    const auto back = [](std::int32_t key) { return std::bit_cast<float>(key ^ ((key >> 31) & magnitude)); };
    return {back(smallest), back(largest), std::bit_cast<float>(least)};
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
