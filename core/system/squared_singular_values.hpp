#pragma once

#include "core/base/types.hpp"

#include <Eigen/Core>

namespace alphascope {

/// Eigenvalues of AᵀA, A = diag(d) + Uᵀ V: AᵀA = diag(d²) + W S Wᵀ with 2 rank columns W, and how many of them lie
/// above x is told by the signs of a matrix K(x) of that size (Sylvester's law of inertia). Each sign comes with a
/// bound on its rounding: what rounding could turn is 0.
class SquaredSingularValues {
public:
    /// u and v of rank × n.
    SquaredSingularValues(const Vector& d, const Matrix& u, const Matrix& v);

    /// d², the largest first.
    const Vector& poles() const { return poles_; }

    /// Falls with x between two poles and is positive where an eigenvalue lies above x, `above` poles being there:
    /// eigenvalue number rank − above of K(x), from the top.
    double value(double x, Index above) const { return trial(x, above).value; }
    int sign(double x, Index above) const; ///< of it; 0 where rounding decides

    bool some_above(double x) const { return sign(x, poles_above(x)) > 0; } ///< proved: an eigenvalue is above x
    bool none_above(double x) const { return sign(x, poles_above(x)) < 0; } ///< proved: none is

private:
    struct Trial {
        double value, error;
    };
    Trial trial(double x, Index above) const;
    Trial pair_trial(double x, Index above) const;
    Trial general_trial(double x, Index above) const;
    Index poles_above(double x) const;

    Index rank_;
    Vector poles_, squares_;
    Matrix w_;
    Eigen::MatrixXd fixed_;
};

} // namespace alphascope
