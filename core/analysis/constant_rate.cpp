#include "core/analysis/constant_rate.hpp"

#include "core/analysis/transition_product.hpp"
#include "core/system/step_algebra.hpp"
#include "core/system/step_eigenvalues.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/LU>

#include <algorithm>
#include <cmath>
#include <limits>

namespace alphascope {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon(), infinity = std::numeric_limits<double>::infinity(),
                 nan = std::numeric_limits<double>::quiet_NaN();
constexpr double wide = 1e-6; // nats per token: bounds this far apart are worth the powers

RateBounds exactly(double rate) {
    return {rate, rate, rate};
}

// Those of tokens 1, 2, ...; A_0 is never used.
template <class Rows> bool are_equal(const Rows& rows) {
    for (Index i = 2; i < rows.rows(); ++i)
        if ((rows.row(i).array() != rows.row(1).array()).any())
            return false;
    return true;
}

// A^k for k = 1, 2, 4, ... as exp(log_scale) (matrix ± error), error in the Frobenius norm.
class Powers {
public:
    explicit Powers(const Eigen::MatrixXd& a) : matrix_(a) { normalise(); }

    double log_at_most() const { return (log_scale_ + std::log(matrix_.norm() + error_)) / count_; }
    double log_at_least() const {
        const auto n = static_cast<double>(matrix_.rows());
        const double trace = std::abs(matrix_.trace()) - std::sqrt(n) * error_;
        return trace > 0 ? (log_scale_ + std::log(trace / n)) / count_ : -infinity;
    }
    bool says_nothing() const { return !(error_ < 1) || matrix_.isZero(0); } // after normalising the norm is 1
    void square() {
        const auto n = static_cast<double>(matrix_.rows());
        matrix_ = (matrix_ * matrix_).eval();
        error_ = 2 * error_ + error_ * error_ + (n + 2) * eps;
        log_scale_ *= 2;
        count_ *= 2;
        normalise();
    }

private:
    void normalise() {
        const double size = matrix_.norm();
        if (!(size > 0))
            return;
        matrix_ /= size;
        error_ = error_ / size + eps;
        log_scale_ += std::log(size);
    }

    Eigen::MatrixXd matrix_;
    double log_scale_ = 0, error_ = 0, count_ = 1;
};

void tighten_by_powers(const Eigen::MatrixXd& a, RateBounds& bounds) {
    constexpr int most_squarings = 40;
    Powers powers(a);
    for (int k = 0; k < most_squarings && !powers.says_nothing(); ++k) {
        bounds.at_most = std::min(bounds.at_most, powers.log_at_most());
        bounds.at_least = std::max(bounds.at_least, powers.log_at_least());
        powers.square();
    }
}

// How far a perturbation of that norm moves eigenvalues of a matrix whose Schur form has `departure` off its diagonal:
// scaled by diag(1, δ, δ², ...) that part shrinks by δ, and the perturbation grows by δ^(1−n); the best δ.
double distance_moved(double perturbation, double departure, Index n) {
    const auto size = static_cast<double>(n);
    const double best = departure > 0 ? std::pow((size - 1) * perturbation / departure, 1 / size) : 1;
    const double delta = std::clamp(best, eps, 1.0);
    return delta * departure + perturbation * std::pow(delta, 1 - size);
}

// The mean of the largest eigenvalue and those that rounding may have split off it: m of them that lie within
// 2 ‖A‖ (n eps)^(1/m) of it. A Jordan block of size m moves so far.
double modulus_of_leading_cluster(const ComplexVector& values, double norm) {
    const Complex leading =
        *std::max_element(values.begin(), values.end(), [](Complex a, Complex b) { return std::abs(a) < std::abs(b); });
    std::vector<Complex> nearest(values.begin(), values.end());
    std::sort(nearest.begin(), nearest.end(),
              [&](Complex a, Complex b) { return std::abs(a - leading) < std::abs(b - leading); });
    const double rounding = static_cast<double>(nearest.size()) * eps;
    std::size_t size = 1;
    for (std::size_t m = 2; m <= nearest.size(); ++m)
        if (std::abs(nearest[m - 1] - leading) <= 2 * norm * std::pow(rounding, 1 / static_cast<double>(m)))
            size = m;
    Complex sum = 0;
    for (std::size_t m = 0; m < size; ++m)
        sum += nearest[m];
    return std::abs(sum) / static_cast<double>(size);
}

} // namespace

bool has_constant_step(const System& system) {
    if (system.delay && !are_equal(system.delay->carry))
        return false;
    return std::visit(
        Overloaded{[](const IdentitySteps&) { return true; },
                   [](const ScalarSteps& s) { return are_equal(s.log_a) && are_equal(s.sign); },
                   [](const DiagonalSteps& s) { return are_equal(s.log_a) && are_equal(s.sign); },
                   [](const RotationSteps& s) { return are_equal(s.log_modulus) && are_equal(s.angle); },
                   [](const BlockSteps& s) { return are_equal(s.a); },
                   [](const LowRankSteps& s) { return are_equal(s.d) && are_equal(s.u) && are_equal(s.v); },
                   [](const DenseSteps& s) { return are_equal(s.a); }, [](const ConvolutionSteps&) { return false; },
                   [](const LevelMergeSteps&) { return false; }},
        system.steps);
}

RateBounds constant_rate(const Matrix& a) {
    if (!a.allFinite())
        return exactly(nan);
    if (a.isLowerTriangular(0) || a.isUpperTriangular(0))
        return exactly(std::log(a.diagonal().cwiseAbs().maxCoeff()));
    const auto n = static_cast<double>(a.rows());
    const Eigen::MatrixXd square = a;
    RateBounds bounds{nan, -infinity, infinity};
    const Eigen::EigenSolver<Eigen::MatrixXd> solver(square, true);
    const bool solved = solver.info() == Eigen::Success;
    double radius = 0;
    if (solved) {
        radius = solver.eigenvalues().cwiseAbs().maxCoeff();
        const Eigen::MatrixXcd vectors = solver.eigenvectors();
        const double condition = vectors.norm() * vectors.partialPivLu().inverse().norm();
        const double error = std::isfinite(condition) ? 8 * n * eps * a.norm() * condition : infinity;
        bounds = {std::log(radius), std::log(std::max(0.0, radius - error)), std::log(radius + error)};
    }
    if (bounds.at_most - bounds.at_least <= wide)
        return bounds;
    if (solved) {
        const double rounding = 2 * n * eps * a.norm();
        const double squares = a.squaredNorm() - solver.eigenvalues().squaredNorm();
        const double moved = distance_moved(rounding, std::sqrt(std::max(0.0, squares)) + rounding, a.rows());
        bounds.at_most = std::min(bounds.at_most, std::log(radius + moved));
    }
    tighten_by_powers(square, bounds);
    if (solved)
        bounds.rate = std::log(modulus_of_leading_cluster(solver.eigenvalues(), a.norm()));
    const bool known = std::isfinite(bounds.rate); // else nilpotent but for rounding, or not solved
    bounds.rate = std::clamp(known ? bounds.rate : bounds.at_most, bounds.at_least, bounds.at_most);
    return bounds;
}

RateBounds constant_rate(const System& system) {
    if (system.state_size() == 0)
        return {};
    if (!std::holds_alternative<BlockSteps>(system.steps) && !std::holds_alternative<LowRankSteps>(system.steps) &&
        !std::holds_alternative<DenseSteps>(system.steps))
        return exactly(largest_log_modulus(system, 1)); // a delay adds zeros
    const EigenvalueForm form = eigenvalue_form(system, {1, 2});
    if (form.method != EigenvalueForm::Method::numeric)
        return exactly(std::log(spectral_radius(system, form, 1)));
    const Index inner = inner_size(system.steps);
    return constant_rate(Matrix(step_matrix(system, 1).topLeftCorner(inner, inner)));
}

Vector constant_exponents(const System& system) {
    Vector logs(system.state_size());
    if (scales_fixed_modes(system)) {
        const Index count = mode_count(system);
        Vector moduli = Vector::Zero(count);
        add_log_moduli(system, 1, moduli);
        for (Index k = 0; k < logs.size(); ++k)
            logs[k] = moduli[k * count / logs.size()]; // one mode for all coordinates, for each, or for each pair
    } else {
        logs = step_eigenvalues(system, 1).cwiseAbs().array().log();
    }
    if (logs.array().isNaN().any())
        logs.setConstant(nan);
    std::sort(logs.begin(), logs.end(), std::greater<>());
    return logs;
}

} // namespace alphascope
