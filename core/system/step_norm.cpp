// Norms of one step: closed forms of ARCHITECTURES section 0, else the smallest numeric problem.

#include "core/system/low_rank_at.hpp"
#include "core/system/low_rank_norm.hpp"
#include "core/system/step_algebra.hpp"

#include <Eigen/Eigenvalues>

#include <cmath>
#include <limits>

namespace alphascope {
namespace {

/// Largest singular value of a real 2 × 2 matrix.
double block_norm(double a, double b, double c, double d) {
    return (std::hypot(a + d, b - c) + std::hypot(a - d, b + c)) / 2;
}

/// √ of the largest eigenvalue of the symmetric, non-negative A Aᵀ.
double root_of_largest(const Eigen::MatrixXd& gram) {
    if (!gram.allFinite())
        return std::numeric_limits<double>::quiet_NaN();
    const auto values = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(gram, Eigen::EigenvaluesOnly).eigenvalues();
    return std::sqrt(std::max(0.0, values[values.size() - 1]));
}

/// ‖s I + u vᵀ‖₂, n ≥ 2: in an orthonormal basis (u/|u|, rest of v) it is (s + u·v, |u| r; 0, s), else s.
double isotropic_rank_one_norm(double s, const Eigen::RowVectorXd& u, const Eigen::RowVectorXd& v) {
    const double length = u.norm();
    if (length == 0)
        return std::abs(s);
    const double along = v.dot(u) / length;
    const double rest = (v - along / length * u).norm();
    return block_norm(s + length * along, length * rest, 0, s);
}

double scalar_at(const ScalarSteps& s, Index i) {
    return s.sign[s.sign.size() == 1 ? 0 : i] * std::exp(s.log_a[s.log_a.size() == 1 ? 0 : i]);
}
Eigen::RowVectorXd row_at(const Matrix& m, Index i) {
    return m.row(m.rows() == 1 ? 0 : i);
}

/// The diagonal of A Aᵀ where that matrix is diagonal: |a_m|² where A is a multiple of an orthogonal matrix on each
/// coordinate (pair). Else empty.
Vector squared_moduli(const Steps& steps, Index i) {
    return std::visit(
        Overloaded{
            [](const IdentitySteps& s) -> Vector { return Vector::Ones(s.n); },
            [&](const ScalarSteps& s) -> Vector { return Vector::Constant(s.n, scalar_at(s, i) * scalar_at(s, i)); },
            [&](const DiagonalSteps& s) -> Vector { return (2 * row_at(s.log_a, i)).array().exp(); },
            [&](const RotationSteps& s) -> Vector {
                Vector squared(2 * s.angle.cols());
                const auto log_modulus = row_at(s.log_modulus, i);
                for (Index m = 0; m < s.angle.cols(); ++m)
                    squared[2 * m] = squared[2 * m + 1] = std::exp(2 * log_modulus[m]);
                return squared;
            },
            [](const BlockSteps&) -> Vector { return {}; },
            [](const LowRankSteps&) -> Vector { return {}; },
            [](const DenseSteps&) -> Vector { return {}; },
            [](const ConvolutionSteps& s) -> Vector { return Vector::Ones(s.n); },
            [&](const LevelMergeSteps& s) -> Vector { // A Aᵀ is diagonal, the merged part adds up into + 1 squares
                const Index into = merged_level(i);
                Vector squared = Vector::Constant(s.n, s.decay(i) * s.decay(i));
                squared.head(into * s.part()).setZero();
                squared.segment(into * s.part(), s.part()) *= static_cast<double>(into + 1);
                return squared;
            },
        },
        steps);
}

} // namespace

double step_norm(const System& system, Index i) {
    const Vector squared = squared_moduli(system.steps, i);
    if (squared.size() > 0) {
        if (!system.delay)
            return std::sqrt(squared.maxCoeff());
        // ‖(P, Q; 0, 0)‖² is the largest eigenvalue of P Pᵀ + Q Qᵀ, diagonal here.
        const Vector carry = carry_at(*system.delay, i, squared.size());
        const Vector from_delay = system.delay->through_inner ? squared : Vector(Vector::Ones(squared.size()));
        return std::sqrt((squared.array() + carry.array().square() * from_delay.array()).maxCoeff());
    }
    if (system.delay) {
        const Matrix top = step_matrix(system, i).topRows(inner_size(system.steps));
        return root_of_largest(top * top.transpose());
    }
    if (const auto* s = std::get_if<BlockSteps>(&system.steps)) {
        const auto a = row_at(s->a, i);
        double norm = 0;
        for (Index m = 0; m < s->a.cols() / 4; ++m)
            norm = std::max(norm, block_norm(a[4 * m], a[4 * m + 1], a[4 * m + 2], a[4 * m + 3]));
        return norm;
    }
    if (const auto* s = std::get_if<LowRankSteps>(&system.steps)) {
        const DiagonalPlusLowRank step = low_rank_at(*s, i);
        if (step.u.rows() == 1 && step.d.size() > 1 && step.isotropic())
            return isotropic_rank_one_norm(step.d[0], step.u.row(0), step.v.row(0));
        return low_rank_norm(step.d, step.u, step.v);
    }
    const Matrix a = step_matrix(system, i);
    return root_of_largest(a * a.transpose());
}

} // namespace alphascope
