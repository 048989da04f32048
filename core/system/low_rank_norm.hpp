#pragma once

#include "core/base/types.hpp"

namespace alphascope {

/// ‖diag(d) + Uᵀ V‖₂ with u and v of rank × n; NaN when an input is not finite. Found in some twenty trials of O(n
/// rank²) (SquaredSingularValues) and proved by two more, to 1e−11 of its square; where rounding leaves a trial open,
/// as next to a pole, and for few states, by the symmetric eigenvalues of A Aᵀ.
double low_rank_norm(const Vector& d, const Matrix& u, const Matrix& v);

} // namespace alphascope
