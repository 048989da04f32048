#pragma once
// exp of many numbers at once.

#include <cstddef>

namespace alphascope {

/// x[k] ← exp(x[k] − shift) within 2 units in the last place; 0 below exp(−707), inf above the range, NaN stays NaN.
void exp_shifted(double* x, std::ptrdiff_t count, double shift);

} // namespace alphascope
