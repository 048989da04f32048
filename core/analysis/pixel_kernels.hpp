#pragma once
// The inner loops of pooling, compiled for several instruction sets.

#include "core/base/types.hpp"

#include <bit>
#include <cstdint>

namespace alphascope {

/// The one of larger magnitude. |x| of floats orders like its bits, with infinity above every number and NaN above
/// infinity: a single bad cell is never hidden, and integer compares vectorise where float ones would have to mind NaN.
inline float larger(float a, float b) {
    constexpr std::int32_t magnitude = 0x7fffffff;
    return (std::bit_cast<std::int32_t>(b) & magnitude) > (std::bit_cast<std::int32_t>(a) & magnitude) ? b : a;
}

Index count_non_finite(const float* x, Index count);

/// Of the finite ones among some numbers; smallest > largest when there are none.
struct Extremes {
    float smallest, largest, least_magnitude; ///< the last above 0; infinity when all are 0
};
Extremes extremes_of(const float* x, Index count);

/// Of `rows` ≥ 1 rows, `stride` numbers apart, elementwise: columns are put together afterwards, when there are fewer.
void largest_of_rows(const float* cells, Index stride, Index rows, Index count, float* best);
void sums_of_rows(const float* cells, Index stride, Index rows, Index count, double* sum);

} // namespace alphascope
