#include "core/engine/block_exp.hpp"

#include "core/engine/multiversion.hpp"

#include <bit>
#include <cstdint>
#include <limits>

namespace alphascope {

// exp(x) = 2^k exp(r) with k the integer next to x / ln 2 and |r| ≤ ln 2 / 2, where the Taylor series to r^13 is exact
// to the last place. The integer appears in the low bits of x / ln 2 + 1.5·2^52.
ALPHASCOPE_CLONES
void exp_shifted(double* x, std::ptrdiff_t count, double shift) {
    constexpr double magic = 0x1.8p52, per_ln2 = 1.4426950408889634;
    constexpr double ln2_high = 0x1.62e42fee00000p-1, ln2_low = 0x1.a39ef35793c76p-33; // k·high is exact
    constexpr double low = -707, high = 709.782712893384;
    for (std::ptrdiff_t e = 0; e < count; ++e) {
        const double given = x[e] - shift;
        double y = given < low ? low : given;
        y = y > high ? high : y;
        const double shifted = y * per_ln2 + magic;
        const double k = shifted - magic;
        const double r = (y - k * ln2_high) - k * ln2_low;
        double p = 1.0 / 6227020800;
        p = p * r + 1.0 / 479001600;
        p = p * r + 1.0 / 39916800;
        p = p * r + 1.0 / 3628800;
        p = p * r + 1.0 / 362880;
        p = p * r + 1.0 / 40320;
        p = p * r + 1.0 / 5040;
        p = p * r + 1.0 / 720;
        p = p * r + 1.0 / 120;
        p = p * r + 1.0 / 24;
        p = p * r + 1.0 / 6;
        p = p * r + 0.5;
        p = p * r + 1;
        p = p * r + 1;
        // 2^(k−1), then twice: 2^1024 itself is not a number.
        const double power = std::bit_cast<double>((std::bit_cast<std::uint64_t>(shifted) + 1022) << 52);
        double result = 2 * p * power;
        result = given < low ? 0 : result;
        x[e] = given > high ? std::numeric_limits<double>::infinity() : result;
    }
}

} // namespace alphascope
