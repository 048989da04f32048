#pragma once
// Where A is the same at all tokens its eigenvalues decide (PRINCIPLES 3.4): λ₁ = ln ρ(A), whatever hump its powers
// make.

#include "core/system/system.hpp"

namespace alphascope {

/// ln ρ(A) in nats per token, and between which numbers it is proved to lie; −∞ for nilpotent A, NaN when A is not
/// finite. The bounds meet but for rounding where eigenvalues are well conditioned; next to a Jordan block they may
/// not.
struct RateBounds {
    double rate = 0, at_least = 0, at_most = 0;
};

/// A is the same at all tokens i ≥ 1, by structure or because all its rows are equal, a delay's carry included; a
/// level merge always changes, and a convolution's state is the lag itself, so it is not.
bool has_constant_step(const System& system);

/// @pre has_constant_step(system). O(n³) where the eigenvalues have no closed form.
RateBounds constant_rate(const System& system);

/// Of any square matrix. Triangles have their eigenvalues on the diagonal. Else those of the general solver, within
/// their condition number times rounding (Bauer and Fike); where that says little, eigenvalues nearer to each other
/// than the m-th root of rounding are taken as one cluster, whose mean is well conditioned, and the bounds are the
/// closer ones of what rounding can do to eigenvalues of a matrix that far from normal (Henrici) and of powers: |tr
/// A^k| / n ≤ ρ^k ≤ ‖A^k‖, rounding counted.
RateBounds constant_rate(const Matrix& a);

/// ln |λ| of all eigenvalues, the largest first, state_size numbers: what Lyapunov exponents are for constant A.
Vector constant_exponents(const System& system);

} // namespace alphascope
