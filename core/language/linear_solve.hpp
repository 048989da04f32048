#pragma once
// A x = b by a pivoted LU decomposition that says when there is nothing to solve.

#include "core/base/types.hpp"

#include <Eigen/LU>

#include <complex>
#include <limits>

namespace alphascope {

/// Whether rounding alone decides the solutions of A x = b: 1 / (‖A‖₁ ‖A⁻¹‖₁) is below n ε (Higham, Accuracy and
/// Stability of Numerical Algorithms, chapter 7), in whatever unit the rows are written: a diagonal of 1 and 1e-20 has
/// a good inverse. `lu` belongs to `a`. O(n²) for a well-conditioned A, O(n³) else.
template <class Square> bool singular_in_rounding(const Square& a, const Eigen::PartialPivLU<Square>& lu) {
    const double least = static_cast<double>(a.rows()) * std::numeric_limits<double>::epsilon();
    if (lu.rcond() >= least)
        return false;
    Square scaled = a;
    for (Index row = 0; row < a.rows(); ++row)
        if (const double largest = a.row(row).cwiseAbs().maxCoeff(); largest > 0)
            scaled.row(row) /= largest;
    return !(Eigen::PartialPivLU<Square>(scaled).rcond() >= least);
}

/// x with A x = b [n] or [n, columns]; NaN throughout where A [n, n] is singular in rounding, so that noise of the
/// size of 1/ε is never taken for a solution.
template <class Square, class Right> Right solve_square(const Square& a, const Right& b) {
    const Eigen::PartialPivLU<Square> lu(a);
    if (singular_in_rounding(a, lu))
        return Right::Constant(b.rows(), b.cols(), std::numeric_limits<double>::quiet_NaN());
    return lu.solve(b);
}

} // namespace alphascope
