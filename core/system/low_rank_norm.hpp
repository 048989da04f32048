#pragma once

#include "core/base/types.hpp"

namespace alphascope {

/// ‖diag(d) + Uᵀ V‖₂ with u and v of rank × n; NaN when an input is not finite. In O(n rank²) a trial, some twenty
/// trials: AᵀA = diag(d²) + W S Wᵀ with 2 rank columns W, and how many of its eigenvalues lie above x is told by the
/// signs of a matrix K(x) of that size (Sylvester's law of inertia).
double low_rank_norm(const Vector& d, const Matrix& u, const Matrix& v);

} // namespace alphascope
