#include "core/engine/block_exp.hpp"

#include "core/engine/multiversion.hpp"

#include <cstdint>
#include <cstring>
#include <limits>

namespace alphascope {
namespace {

using Lanes = double __attribute__((vector_size(32)));
using Bits = std::uint64_t __attribute__((vector_size(32)));
constexpr std::ptrdiff_t lanes = sizeof(Lanes) / sizeof(double);

} // namespace

// exp(x) = 2^k exp(r) with k the integer next to x / ln 2 and |r| ≤ ln 2 / 2, where the Taylor series to r^13 is exact
// to the last place. The integer appears in the low bits of x / ln 2 + 1.5·2^52.
ALPHASCOPE_CLONES
void exp_shifted(double* x, std::ptrdiff_t count, double shift) {
    constexpr double magic = 0x1.8p52, per_ln2 = 1.4426950408889634;
    constexpr double ln2_high = 0x1.62e42fee00000p-1, ln2_low = 0x1.a39ef35793c76p-33; // k·high is exact
    constexpr double low = -707, high = 709.782712893384;
    constexpr double inverse_factorial[] = {
        1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040,
        1.0 / 720,        1.0 / 120,       1.0 / 24,       1.0 / 6,       0.5,          1,           1};
    for (std::ptrdiff_t e = 0; e < count; e += lanes) {
        const std::size_t bytes = sizeof(double) * static_cast<std::size_t>(count - e < lanes ? count - e : lanes);
        Lanes given = {};
        if (bytes == sizeof(Lanes)) // a constant size is one load
            std::memcpy(&given, x + e, sizeof(Lanes));
        else
            std::memcpy(&given, x + e, bytes);
        given -= shift;
        Lanes y = given < low ? Lanes{} + low : given;
        y = y > high ? Lanes{} + high : y; // NaN passes both
        const Lanes shifted = y * per_ln2 + magic;
        const Lanes k = shifted - magic;
        const Lanes r = (y - k * ln2_high) - k * ln2_low;
        Lanes p = {};
        for (const double coefficient : inverse_factorial)
            p = p * r + coefficient;
        // 2^(k−1), then twice: 2^1024 itself is not a number.
        const Lanes power = reinterpret_cast<Lanes>((reinterpret_cast<Bits>(shifted) + 1022) << 52);
        Lanes result = 2 * p * power;
        result = given < low ? Lanes{} : result;
        result = given > high ? Lanes{} + std::numeric_limits<double>::infinity() : result;
        if (bytes == sizeof(Lanes))
            std::memcpy(x + e, &result, sizeof(Lanes));
        else
            std::memcpy(x + e, &result, bytes);
    }
}

} // namespace alphascope
