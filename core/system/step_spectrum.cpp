// Eigenvalues and norms of one step: closed forms of ARCHITECTURES section 0, else the smallest numeric problem.

#include "core/system/step_algebra.hpp"

#include <Eigen/Eigenvalues>

#include <cmath>
#include <limits>

namespace alphascope {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

struct DiagonalPlusLowRank {
    Vector d;
    Matrix u, v; ///< rank × n; A = diag(d) + uᵀ v
    bool isotropic() const { return (d.array() == d[0]).all(); }
};

// Both orders as diag(d) + uᵀ v: with the decay first, the read vectors see the decayed state.
DiagonalPlusLowRank low_rank_at(const LowRankSteps& s, Index i) {
    const auto row = [i](const Matrix& m) { return m.row(m.rows() == 1 ? 0 : i).data(); };
    const Index n = s.d.cols();
    DiagonalPlusLowRank a{Eigen::Map<const Vector>(row(s.d), n), Eigen::Map<const Matrix>(row(s.u), s.rank, n),
                          Eigen::Map<const Matrix>(row(s.v), s.rank, n)};
    if (s.decay_first)
        a.v = a.v * a.d.asDiagonal();
    return a;
}

ComplexVector numeric_eigenvalues(const Matrix& a) {
    if (!a.allFinite())
        return ComplexVector::Constant(a.rows(), Complex(nan, nan));
    return Eigen::EigenSolver<Eigen::MatrixXd>(a, false).eigenvalues();
}

ComplexVector low_rank_eigenvalues(const DiagonalPlusLowRank& a) {
    const Index n = a.d.size(), rank = a.u.rows();
    if (a.isotropic() && rank < n) {
        ComplexVector values = ComplexVector::Constant(n, a.d[0]);
        values.head(rank) += numeric_eigenvalues(a.v * a.u.transpose());
        return values;
    }
    const Matrix dense = Matrix(a.d.asDiagonal()) + a.u.transpose() * a.v;
    if (rank == 1 && dense.allFinite()) {
        // u_k v_k of one sign: diagonally similar to the symmetric D ± z zᵀ with z_k² = |u_k v_k|, so real.
        const Vector w = a.u.row(0).cwiseProduct(a.v.row(0)).transpose();
        if ((w.array() >= 0).all() || (w.array() <= 0).all()) {
            const Vector z = w.cwiseAbs().cwiseSqrt();
            const double sign = w.sum() < 0 ? -1 : 1;
            const Eigen::MatrixXd symmetric = Eigen::MatrixXd(a.d.asDiagonal()) + sign * z * z.transpose();
            return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(symmetric, Eigen::EigenvaluesOnly)
                .eigenvalues()
                .cast<Complex>();
        }
    }
    return numeric_eigenvalues(dense);
}

std::pair<Complex, Complex> block_eigenvalues(double a, double b, double c, double d) {
    // (a − d)²/4 + bc instead of trace²/4 − det: no cancellation for nearly equal eigenvalues.
    const Complex root = std::sqrt(Complex((a - d) * (a - d) / 4 + b * c));
    return {(a + d) / 2 + root, (a + d) / 2 - root};
}

/// Largest singular value of a real 2 × 2 matrix.
double block_norm(double a, double b, double c, double d) {
    return (std::hypot(a + d, b - c) + std::hypot(a - d, b + c)) / 2;
}

/// √ of the largest eigenvalue of the symmetric, non-negative A Aᵀ.
double root_of_largest(const Eigen::MatrixXd& gram) {
    if (!gram.allFinite())
        return nan;
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

double low_rank_norm(const DiagonalPlusLowRank& a) {
    if (a.u.rows() == 1 && a.d.size() > 1 && a.isotropic())
        return isotropic_rank_one_norm(a.d[0], a.u.row(0), a.v.row(0));
    const Matrix dense = Matrix(a.d.asDiagonal()) + a.u.transpose() * a.v;
    return root_of_largest(dense * dense.transpose());
}

double scalar_at(const ScalarSteps& s, Index i) {
    return s.sign[s.sign.size() == 1 ? 0 : i] * std::exp(s.log_a[s.log_a.size() == 1 ? 0 : i]);
}
Eigen::RowVectorXd row_at(const Matrix& m, Index i) {
    return m.row(m.rows() == 1 ? 0 : i);
}

ComplexVector inner_eigenvalues(const System& system, Index i) {
    return std::visit(
        Overloaded{
            [](const IdentitySteps& s) -> ComplexVector { return ComplexVector::Ones(s.n); },
            [&](const ScalarSteps& s) -> ComplexVector { return ComplexVector::Constant(s.n, scalar_at(s, i)); },
            [&](const DiagonalSteps& s) -> ComplexVector {
                return (row_at(s.sign, i).array() * row_at(s.log_a, i).array().exp())
                    .matrix()
                    .transpose()
                    .cast<Complex>();
            },
            [&](const RotationSteps& s) -> ComplexVector {
                ComplexVector values(2 * s.angle.cols());
                const auto log_modulus = row_at(s.log_modulus, i), angle = row_at(s.angle, i);
                for (Index m = 0; m < s.angle.cols(); ++m) {
                    values[2 * m] = std::polar(std::exp(log_modulus[m]), angle[m]);
                    values[2 * m + 1] = std::conj(values[2 * m]);
                }
                return values;
            },
            [&](const BlockSteps& s) -> ComplexVector {
                ComplexVector values(s.a.cols() / 2);
                const auto a = row_at(s.a, i);
                for (Index m = 0; m < s.a.cols() / 4; ++m)
                    std::tie(values[2 * m], values[2 * m + 1]) =
                        block_eigenvalues(a[4 * m], a[4 * m + 1], a[4 * m + 2], a[4 * m + 3]);
                return values;
            },
            [&](const LowRankSteps& s) -> ComplexVector { return low_rank_eigenvalues(low_rank_at(s, i)); },
            [&](const DenseSteps& s) -> ComplexVector {
                return numeric_eigenvalues(Eigen::Map<const Matrix>(s.a.row(s.a.rows() == 1 ? 0 : i).data(), s.n, s.n));
            },
            [](const ConvolutionSteps& s) -> ComplexVector { return ComplexVector::Zero(s.n); },
            [&](const LevelMergeSteps& s) -> ComplexVector { // emptied parts have eigenvalue 0
                const Index emptied = merged_level(i) * s.part();
                ComplexVector values = ComplexVector::Constant(s.n, s.decay(i));
                values.head(emptied).setZero();
                return values;
            },
        },
        system.steps);
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

ComplexVector step_eigenvalues(const System& system, Index i) {
    const ComplexVector inner = inner_eigenvalues(system, i);
    if (!system.delay)
        return inner;
    ComplexVector values = ComplexVector::Zero(2 * inner.size());
    values.head(inner.size()) = inner;
    return values;
}

bool has_closed_form_eigenvalues(const System& system) {
    if (const auto* s = std::get_if<LowRankSteps>(&system.steps)) {
        for (Index i = 0; i < s->d.rows(); ++i)
            if ((s->d.row(i).array() != s->d(i, 0)).any())
                return false;
        return s->rank < s->d.cols();
    }
    return !std::holds_alternative<DenseSteps>(system.steps);
}

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
    if (const auto* s = std::get_if<LowRankSteps>(&system.steps))
        return low_rank_norm(low_rank_at(*s, i));
    const Matrix a = step_matrix(system, i);
    return root_of_largest(a * a.transpose());
}

} // namespace alphascope
