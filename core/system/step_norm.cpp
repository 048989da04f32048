// Norms of one step: closed forms of ARCHITECTURES section 0, else the smallest numeric problem.

#include "core/base/decays.hpp"
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

/// √ of the largest eigenvalue of the symmetric, non-negative A Aᵀ, with the size of A taken out before it is squared.
double dense_norm(const Matrix& a) {
    const double size = a.size() > 0 ? a.cwiseAbs().maxCoeff<Eigen::PropagateNaN>() : 0;
    if (!(size > 0) || std::isinf(size))
        return size;
    const Eigen::MatrixXd scaled = a / size;
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(scaled * scaled.transpose(), Eigen::EigenvaluesOnly);
    return size * std::sqrt(std::max(0.0, solver.eigenvalues().maxCoeff()));
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

/// √ of the diagonal of A Aᵀ where that matrix is diagonal: |a_m| where A is a multiple of an orthogonal matrix on each
/// coordinate (pair). Else empty.
Vector moduli(const Steps& steps, Index i) {
    return std::visit(
        Overloaded{
            [](const IdentitySteps& s) -> Vector { return Vector::Ones(s.n); },
            [&](const ScalarSteps& s) -> Vector { return Vector::Constant(s.n, std::abs(scalar_at(s, i))); },
            [&](const DiagonalSteps& s) -> Vector {
                return decays_of(row_at(s.log_a, i).array()).matrix().transpose();
            },
            [&](const RotationSteps& s) -> Vector {
                Vector sizes(2 * s.angle.cols());
                const auto log_modulus = row_at(s.log_modulus, i);
                for (Index m = 0; m < s.angle.cols(); ++m)
                    sizes[2 * m] = sizes[2 * m + 1] = std::exp(log_modulus[m]);
                return sizes;
            },
            [](const BlockSteps&) -> Vector { return {}; },
            [](const LowRankSteps&) -> Vector { return {}; },
            [](const DenseSteps&) -> Vector { return {}; },
            [](const ConvolutionSteps& s) -> Vector { return Vector::Ones(s.n); },
            [&](const LevelMergeSteps& s) -> Vector { // A Aᵀ is diagonal, the merged part adds up into + 1 squares
                const Index into = merged_level(i);
                Vector sizes = Vector::Constant(s.n, s.decay(i));
                sizes.head(into * s.part()).setZero();
                sizes.segment(into * s.part(), s.part()) *= std::sqrt(static_cast<double>(into + 1));
                return sizes;
            },
        },
        steps);
}

} // namespace

double step_norm(const System& system, Index i) {
    const Vector sizes = moduli(system.steps, i);
    if (sizes.size() > 0) {
        if (!system.delay)
            return sizes.maxCoeff<Eigen::PropagateNaN>();
        // ‖(P, Q; 0, 0)‖² is the largest eigenvalue of P Pᵀ + Q Qᵀ, diagonal here.
        const Vector carry = carry_at(*system.delay, i, sizes.size());
        Vector both(sizes.size());
        for (Index m = 0; m < sizes.size(); ++m)
            both[m] = std::hypot(sizes[m], carry[m] * (system.delay->through_inner ? sizes[m] : 1));
        return both.maxCoeff<Eigen::PropagateNaN>();
    }
    if (system.delay)
        return dense_norm(step_matrix(system, i).topRows(inner_size(system.steps)));
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
    return dense_norm(step_matrix(system, i));
}

} // namespace alphascope
