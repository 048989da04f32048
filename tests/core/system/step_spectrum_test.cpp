#include "core/base/random.hpp"
#include "core/system/low_rank_norm.hpp"
#include "core/system/step_algebra.hpp"
#include "core/system/step_eigenvalues.hpp"
#include "tests/support/catch.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/SVD>

#include <cmath>
#include <string>

using namespace alphascope;
using Method = EigenvalueForm::Method;

namespace {

Matrix random(Index rows, Index cols, std::string_view label) {
    const RandomStream stream(11, label);
    Matrix m(rows, cols);
    for (Index k = 0; k < m.size(); ++k)
        m.data()[k] = stream.normal(static_cast<std::uint64_t>(k));
    return m;
}

System with(LowRankSteps steps) {
    const Index n = steps.d.cols();
    return {.steps = std::move(steps), .b = Matrix::Ones(2, n), .q = Matrix::Ones(2, n)};
}

struct Step {
    std::string name;
    Vector d;
    Matrix u, v; // rank × n
    bool decay_first = false;
    Method method = Method::secular;
};

// What the low-rank steps of the catalogue can become at the ends of their ranges.
std::vector<Step> steps(Index n) {
    const Matrix k = random(1, n, "key").rowwise().normalized(), other = random(1, n, "other").rowwise().normalized();
    const Vector ones = Vector::Ones(n), decay = (-random(1, n, "decay").cwiseAbs()).array().exp().transpose();
    Vector some_zero = decay, pairs = decay, one_left = Vector::Constant(n, 1e-6);
    for (Index m = 0; m < n; ++m) {
        some_zero[m] = m % 3 ? decay[m] : 0;
        pairs[m] = decay[m / 2 * 2];
    }
    one_left[n / 2] = 1;
    const Matrix rates = random(1, n, "rates").cwiseAbs();
    Matrix two(2, n), two_read(2, n);
    two << -0.7 * k, other;
    two_read << k, random(1, n, "third");
    std::vector<Step> all;
    for (const double beta : {0.0, 0.3, 1.0, 2.0}) {
        const std::string name = "beta " + std::to_string(beta);
        all.push_back({name, ones, -beta * k, k, false, Method::closed_form});
        all.push_back({name + ", decays", decay, -beta * k, k, true});
        all.push_back({name + ", some decays zero", some_zero, -beta * k, k, true});
        all.push_back({name + ", decays in pairs", pairs, -beta * k, k, true});
        all.push_back({name + ", one decay left", one_left, -beta * k, k, true});
    }
    all.push_back({"no key", decay, Matrix::Zero(1, n), Matrix::Zero(1, n)});
    all.push_back({"no decay", Vector::Zero(n), -k, k, false, Method::closed_form});
    all.push_back({"rates", decay, -k.cwiseProduct(rates), k});
    all.push_back({"a positive factor", decay, k.cwiseProduct(rates), k});
    all.push_back({"large", 1e8 * decay, -1e8 * k, k});
    all.push_back({"decays of both signs", decay.array() - 0.5, -k, k});
    all.push_back({"both signs of u v", decay, other, k, false, Method::numeric});
    all.push_back({"two factors", decay, two, two_read, false, Method::numeric});
    all.push_back({"two factors, decay first", decay, two, two_read, true, Method::numeric});
    all.push_back({"two factors, one gate", 0.9 * ones, two, two_read, true, Method::closed_form});
    return all;
}

// Largest distance from an eigenvalue of one list to its partner in the other: the nearest one still free.
double distance(const ComplexVector& a, const ComplexVector& b) {
    std::vector<Complex> free(b.begin(), b.end());
    double largest = 0;
    for (const Complex x : a) {
        const auto nearest = std::min_element(free.begin(), free.end(),
                                              [x](Complex p, Complex q) { return std::abs(p - x) < std::abs(q - x); });
        largest = std::max(largest, std::abs(*nearest - x));
        free.erase(nearest);
    }
    return largest;
}

} // namespace

TEST_CASE("eigenvalues and norms of low-rank steps are those of the dense matrix", "[system]") {
    const Index n = GENERATE(5, 9, 24, 33);
    for (const Step& step : steps(n)) {
        CAPTURE(step.name, n);
        const Index rank = step.u.rows();
        const System system = with({step.d.transpose(), Eigen::Map<const Matrix>(step.u.data(), 1, rank * n),
                                    Eigen::Map<const Matrix>(step.v.data(), 1, rank * n), rank, step.decay_first});
        const EigenvalueForm form = eigenvalue_form(system);
        CHECK(form.method == step.method);
        CHECK(form.numeric_tokens == (step.method == Method::numeric ? 1 : 0));
        const Matrix a = step_matrix(system, 1);
        const ComplexVector expected = Eigen::EigenSolver<Eigen::MatrixXd>(a, false).eigenvalues();
        const ComplexVector values = step_eigenvalues(system, 1);
        REQUIRE(values.size() == n);
        const double norm = Eigen::JacobiSVD<Eigen::MatrixXd>(a).singularValues()[0];
        CHECK(distance(values, expected) <= 1e-10 * std::max(1.0, norm));
        CHECK(spectral_radius(system, form, 1) == Approx(expected.cwiseAbs().maxCoeff()).epsilon(1e-10));
        CHECK(step_norm(system, 1) == Approx(norm).epsilon(1e-12).margin(1e-12));
    }
}

TEST_CASE("the norm of a low-rank step is a pole's where the factor does not reach it", "[system]") {
    // Coordinates 0 and 1 are out of reach of the factor, whose own part is smaller or larger than their decay.
    const double size = GENERATE(0.1, 3.0);
    Vector d = Vector::Constant(12, 0.2);
    d.head(2).setConstant(0.8);
    Matrix u = Matrix::Zero(1, 12), v = u;
    u(0, 5) = size;
    v(0, 5) = v(0, 7) = 1;
    const Eigen::MatrixXd a = Eigen::MatrixXd(d.asDiagonal()) + u.transpose() * v;
    CHECK(low_rank_norm(d, u, v) == Approx(Eigen::JacobiSVD<Eigen::MatrixXd>(a).singularValues()[0]).epsilon(1e-12));
    u(0, 3) = std::numeric_limits<double>::quiet_NaN();
    CHECK(std::isnan(low_rank_norm(d, u, v)));
}

TEST_CASE("one token with both signs makes a system numeric, and only that token is", "[system]") {
    const Index n = 6, length = 5;
    LowRankSteps steps{random(length, n, "decay").cwiseAbs(), random(length, n, "u").cwiseAbs(),
                       random(length, n, "v").cwiseAbs(), 1, false};
    steps.u(3, 2) *= -1;
    System system = with(steps);
    system.b = system.q = Matrix::Ones(length, n);
    const EigenvalueForm form = eigenvalue_form(system);
    CHECK(form.method == Method::numeric);
    CHECK(form.numeric_tokens == 1);
    CHECK(eigenvalue_form(system, {1, 3}).method == Method::secular);
    system.delay = Delay{Matrix::Ones(1, 1), false};
    CHECK(eigenvalue_form(system).multiplicities.back() == n); // the delay's zeros
}
