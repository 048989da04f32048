#include "core/analysis/constant_rate.hpp"
#include "core/analysis/stability.hpp"
#include "tests/core/analysis/given_map.hpp"
#include "tests/core/analysis/systems.hpp"
#include "tests/support/catch.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/QR>

#include <cmath>

using namespace alphascope;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Matrix jordan(Index n, double eigenvalue) {
    Matrix a = eigenvalue * Matrix::Identity(n, n);
    a.diagonal(1).setOnes();
    return a;
}

// Q A Qᵀ with an orthogonal Q: as good as A, but nothing can be read off it.
Matrix turned(const Matrix& a) {
    const Eigen::MatrixXd any = systems::random_matrix(a.rows(), a.rows(), "any");
    const Eigen::MatrixXd q = Eigen::HouseholderQR<Eigen::MatrixXd>(any).householderQ();
    return q * a * q.transpose();
}

Stability judge(const System& system) {
    auto result = stability(given::Map(system), {}, thorough_budget);
    REQUIRE(result.has_value());
    return std::move(*result);
}

Stability judge(const Matrix& a, Index length) {
    return judge(systems::with(systems::constant(a), length));
}

} // namespace

TEST_CASE("a constant Jordan block forgets or grows as its eigenvalue says, at every length", "[analysis]") {
    const Index n = GENERATE(2, 4, 8), length = GENERATE(8, 64, 512);
    for (const Matrix& a : {jordan(n, 0.9), turned(jordan(n, 0.9))}) {
        const Stability s = judge(a, length);
        CAPTURE(n, length, s.lyapunov, s.lyapunov_at_least(), s.lyapunov_at_most());
        CHECK(s.constant);
        CHECK(growth_verdict(s) == Verdict::good);
        CHECK(eigenvalue_verdict(s) == Verdict::good);
        CHECK(s.lyapunov == Approx(std::log(0.9)).margin(1e-3));
        CHECK_FALSE(s.polynomial_growth);
        CHECK(s.exponents[0] == s.lyapunov);
        CHECK(s.exponents.size() == n);
        CHECK(s.transient_gain > 1); // that is where the hump belongs
    }
    CHECK(judge(jordan(n, 0.9), length).lyapunov == std::log(0.9));
    for (const Matrix& a : {jordan(n, 1.01), turned(jordan(n, 1.01))}) {
        const Stability s = judge(a, length);
        CAPTURE(n, length, s.lyapunov, s.lyapunov_at_least(), s.lyapunov_at_most());
        CHECK(growth_verdict(s) == Verdict::warning);
        CHECK(eigenvalue_verdict(s) == Verdict::warning);
        CHECK(s.lyapunov == Approx(std::log(1.01)).margin(1e-3));
    }
}

TEST_CASE("a Jordan block on the unit circle is on it, or undecided where rounding hides it", "[analysis]") {
    const Stability plain = judge(jordan(8, 1), 300);
    CHECK(plain.lyapunov == 0);
    CHECK(growth_verdict(plain) == Verdict::neutral);
    CHECK(eigenvalue_verdict(plain) == Verdict::neutral);
    const Stability small = judge(turned(jordan(2, 1)), 300);
    CHECK(growth_verdict(small) == Verdict::neutral);
    CHECK(small.polynomial_growth);
    const Stability hidden = judge(turned(jordan(12, 1)), 300);
    CAPTURE(hidden.lyapunov, hidden.lyapunov_at_least(), hidden.lyapunov_at_most());
    CHECK(growth_verdict(hidden) == Verdict::undecided);
    CHECK(eigenvalue_verdict(hidden) == Verdict::undecided);
    CHECK(hidden.lyapunov == Approx(0).margin(1e-3));
    CHECK(hidden.lyapunov_at_most() > 1e-3);
    CHECK(hidden.overflow_headroom == infinity);
}

TEST_CASE("eigenvalues tell inside from outside of the circle, growth forgetting from keeping", "[analysis]") {
    struct Expected {
        double rate;
        Verdict growth, eigenvalue;
    };
    const std::vector<Expected> cases{
        {-0.002, Verdict::good, Verdict::good},      {-0.0005, Verdict::neutral, Verdict::good},
        {0, Verdict::neutral, Verdict::neutral},     {0.0005, Verdict::neutral, Verdict::warning},
        {0.005, Verdict::warning, Verdict::warning}, {0.02, Verdict::bad, Verdict::bad}};
    for (const auto& [rate, growth, eigenvalue] : cases)
        for (const Index length : {2, 64, 512}) {
            CAPTURE(rate, length);
            const Stability s = judge(Matrix(Eigen::Matrix3d::Identity()) * std::exp(rate), length);
            CHECK(growth_verdict(s) == growth);
            CHECK(eigenvalue_verdict(s) == eigenvalue);
        }
}

TEST_CASE("the hump of a block that decays is no polynomial growth", "[analysis]") {
    // ‖J^ℓ‖ grows like ℓ up to ℓ = 1e4, then falls for ever.
    for (const double modulus : {0.9999, 1.0001, 1 - 1e-7})
        for (const Matrix& a : {jordan(2, modulus), turned(jordan(2, modulus)), jordan(3, modulus)}) {
            CAPTURE(modulus);
            CHECK_FALSE(judge(a, 512).polynomial_growth);
        }
    CHECK(judge(jordan(2, 1), 512).polynomial_growth);
    CHECK(judge(turned(jordan(2, 1)), 512).polynomial_growth);
}

TEST_CASE("bounds on the rate of a constant step hold and meet where eigenvalues are well conditioned", "[analysis]") {
    for (const Index n : {2, 3, 7, 16, 33})
        for (int seed = 0; seed < 20; ++seed) {
            const Matrix a = systems::random_matrix(n, n, "any" + std::to_string(seed), 1 / std::sqrt(double(n)));
            const RateBounds bounds = constant_rate(a);
            const double rate = std::log(Eigen::MatrixXd(a).eigenvalues().cwiseAbs().maxCoeff());
            CAPTURE(n, seed);
            CHECK(bounds.at_least <= bounds.rate);
            CHECK(bounds.rate <= bounds.at_most);
            CHECK(bounds.rate == Approx(rate).margin(1e-9));
            CHECK(bounds.at_most - bounds.at_least < 1e-6);
        }
    // An orthogonal matrix, whose powers have traces 0 for long, and its double.
    Matrix cycle = Matrix::Zero(33, 33);
    for (Index k = 0; k < 33; ++k)
        cycle(k, (k + 1) % 33) = 2;
    CHECK(constant_rate(cycle).rate == Approx(std::log(2)).margin(1e-12));
    CHECK(constant_rate(Matrix(Matrix::Zero(3, 3))).rate == -infinity);
    CHECK(std::isnan(constant_rate(Matrix(Matrix::Constant(3, 3, infinity))).rate));
}

TEST_CASE("oscillators on the unit circle keep, at every length", "[analysis]") {
    // x'' = −ω² x by steps of h, implicit in one half and explicit in the other: determinant 1.
    const Index length = GENERATE(64, 512);
    BlockSteps steps{Matrix(1, 16)};
    for (Index m = 0; m < 4; ++m) {
        const double h = 0.1, w = 0.3 * static_cast<double>(m + 1);
        steps.a.row(0).segment(4 * m, 4) << 1, -h * w, h, 1 - h * h * w;
    }
    const Stability s = judge(systems::with(steps, length));
    CHECK(s.lyapunov == Approx(0).margin(1e-12));
    CHECK(growth_verdict(s) == Verdict::neutral);
    CHECK(eigenvalue_verdict(s) == Verdict::neutral);
    CHECK(s.exponents[0] == s.lyapunov);
}

TEST_CASE("rows that are all equal are a constant step", "[analysis]") {
    System system = systems::with(systems::alternating({jordan(4, 0.9)}, 64), 64);
    CHECK(has_constant_step(system));
    CHECK(growth_verdict(judge(system)) == Verdict::good);
    std::get<DenseSteps>(system.steps).a(0, 3) = 7; // A of token 0 is never used
    CHECK(has_constant_step(system));
    std::get<DenseSteps>(system.steps).a(40, 3) = 1e-9;
    CHECK_FALSE(has_constant_step(system));
}

TEST_CASE("a hump of changing steps is no rate", "[analysis]") {
    System system = systems::with(systems::alternating({jordan(8, 0.9)}, 64), 64);
    std::get<DenseSteps>(system.steps).a(40, 3) = 1e-9;
    const Stability s = judge(system);
    CHECK_FALSE(s.constant);
    CHECK(s.lyapunov > 1e-2); // of this stretch
    CHECK(s.growth_fades);
    const Verdict verdict = growth_verdict(s);
    CHECK((verdict == Verdict::undecided || verdict == Verdict::neutral));
    CHECK(s.transient_gain > 10);
}
