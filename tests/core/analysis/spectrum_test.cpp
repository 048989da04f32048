#include "core/analysis/spectrum.hpp"
#include "core/system/step_algebra.hpp"
#include "tests/core/analysis/systems.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace alphascope;

namespace {

std::vector<Complex> sorted(const ComplexVector& values) {
    std::vector<Complex> list(values.begin(), values.end());
    std::sort(list.begin(), list.end(),
              [](Complex a, Complex b) { return std::pair(a.real(), a.imag()) < std::pair(b.real(), b.imag()); });
    return list;
}

LowRankSteps two_mirrors(Index length) { // unit keys 60° apart, β = 2, in turn
    LowRankSteps steps{Matrix::Ones(length, 2), Matrix(length, 2), Matrix(length, 2), 1, false};
    for (Index i = 0; i < length; ++i) {
        const double angle = i % 2 ? std::numbers::pi / 3 : 0;
        steps.v.row(i) << std::cos(angle), std::sin(angle);
    }
    steps.u = -2 * steps.v;
    return steps;
}

} // namespace

TEST_CASE("I − β k kᵀ with a unit key has eigenvalues 1 and 1 − β", "[analysis]") {
    const System system = systems::with(systems::reflections(20, 5, Vector::Constant(20, 1.7)), 20);
    const auto result = spectrum(system);
    REQUIRE(result.has_value());
    CHECK(result->method == EigenvalueForm::Method::closed_form);
    CHECK(result->multiplicities == std::vector<Index>{1, 4});
    CHECK_FALSE(result->sampled);
    CHECK_FALSE(result->constant);
    REQUIRE(result->positions.size() == 19);
    CHECK(result->positions.front() == 1);
    for (Index k = 0; k < 19; ++k) {
        const auto values = sorted(result->all_of(k));
        REQUIRE(std::abs(values[0] - (1 - 1.7)) < 1e-12);
        for (std::size_t m = 1; m < 5; ++m)
            REQUIRE(std::abs(values[m] - 1.0) < 1e-12);
    }
}

TEST_CASE("two mirrors 60° apart make a rotation by 120°, and six of them the identity", "[analysis]") {
    const System system = systems::with(two_mirrors(8), 8);
    const auto turn = transition_eigenvalues(system, 2, 0);
    REQUIRE(turn.has_value());
    const auto values = sorted(*turn);
    CHECK(values[0].real() == Approx(-0.5));
    CHECK(std::abs(values[0].imag()) == Approx(std::sqrt(3) / 2));
    const auto three_turns = transition_eigenvalues(system, 6, 0);
    REQUIRE(three_turns.has_value());
    for (const Complex value : *three_turns)
        CHECK(std::abs(value - 1.0) < 1e-7); // double eigenvalue: half the digits
}

TEST_CASE("the product of P and its transpose has eigenvalues 4.486 and 0.0139", "[analysis]") {
    const Matrix p = systems::matrix_p(), q = p.transpose();
    const auto values = transition_eigenvalues(systems::with(systems::alternating({p, q}, 3), 3), 2, 0);
    REQUIRE(values.has_value());
    CHECK(sorted(*values)[0].real() == Approx(0.0139).margin(5e-5));
    CHECK(sorted(*values)[1].real() == Approx(4.486).margin(5e-4));
}

TEST_CASE("closed products equal those of dense matrices, signs and phases included", "[analysis]") {
    for (const auto& [name, system] : systems::one_of_each_kind(9, 4)) {
        CAPTURE(name);
        const auto closed = transition_eigenvalues(system, 8, 2);
        REQUIRE(closed.has_value());
        Matrix product = Matrix::Identity(system.state_size(), system.state_size());
        for (Index t = 3; t <= 8; ++t)
            product = step_matrix(system, t) * product;
        // Equal characteristic polynomials, seen through the traces of the first powers.
        Matrix power = product;
        for (int k = 1; k <= 4; ++k, power = power * product) {
            Complex trace = 0;
            for (const Complex value : *closed)
                trace += std::pow(value, k);
            REQUIRE(std::abs(trace - power.trace()) <= 1e-9 * std::max(1.0, std::abs(trace)));
        }
    }
}

TEST_CASE("constant steps have one position, many numeric ones are sampled and said to be", "[analysis]") {
    const auto constant = spectrum(systems::with(systems::constant(systems::matrix_p()), 50));
    REQUIRE(constant.has_value());
    CHECK(constant->constant);
    CHECK_FALSE(constant->sampled);
    CHECK(constant->positions == std::vector<Index>{1});
    CHECK(constant->method == EigenvalueForm::Method::numeric);

    const auto many =
        spectrum(systems::with(DenseSteps{3, systems::random_matrix(50, 9, "dense")}, 50), {.numeric_tokens = 10});
    REQUIRE(many.has_value());
    CHECK(many->sampled);
    REQUIRE(many->positions.size() == 10);
    CHECK(many->positions.front() == 1);
    CHECK(many->positions.back() == 49);
    CHECK(many->eigenvalues.rows() == 10);

    const auto single = spectrum(systems::with(IdentitySteps{3}, 1));
    REQUIRE(single.has_value());
    CHECK(single->positions.empty());
}

TEST_CASE("a shear is listed apart", "[analysis]") {
    System system = systems::with(IdentitySteps{3}, 5);
    system.shear = Vector::Constant(5, -1);
    const auto result = spectrum(system);
    REQUIRE(result.has_value());
    CHECK(result->shear);
    CHECK(result->all_of(0) == ComplexVector::Ones(3));
}

TEST_CASE("products of more than 128 states are refused with advice", "[analysis]") {
    const auto values = transition_eigenvalues(systems::with(systems::constant(Matrix::Identity(130, 130)), 3), 2, 0);
    REQUIRE_FALSE(values.has_value());
    CHECK(values.error().code == ErrorCode::unavailable);
}

TEST_CASE("every kind lists the eigenvalues of each token's matrix, repeated ones once with their number",
          "[analysis]") {
    for (const auto& [name, system] : systems::one_of_each_kind(9, 4)) {
        CAPTURE(name);
        const auto result = spectrum(system);
        REQUIRE(result.has_value());
        REQUIRE_FALSE(result->sampled);
        for (std::size_t k = 0; k < result->positions.size(); ++k) {
            const ComplexVector all = result->all_of(static_cast<Index>(k));
            REQUIRE(all.size() == system.state_size());
            CHECK(result->largest_modulus >= all.cwiseAbs().maxCoeff() - 1e-12);
            Matrix power = step_matrix(system, result->positions[k]);
            const Matrix a = power;
            for (int p = 1; p <= 3; ++p, power = power * a)
                REQUIRE(std::abs(all.array().pow(p).sum() - power.trace()) <= 1e-10 * std::max(1.0, power.norm()));
        }
    }
}

TEST_CASE("decays with a one-signed factor are evaluated at every token, as real roots", "[analysis]") {
    const Index length = 700, n = 8;
    LowRankSteps steps = systems::reflections(length, n, Vector::Constant(length, 1.5));
    steps.d = (-0.1 * systems::random_matrix(length, n, "gates").cwiseAbs()).array().exp();
    const auto result = spectrum(systems::with(steps, length), {.numeric_tokens = 10});
    REQUIRE(result.has_value());
    CHECK(result->method == EigenvalueForm::Method::secular);
    CHECK_FALSE(result->sampled);
    CHECK(result->eigenvalues.rows() == length - 1);
    CHECK(result->eigenvalues.imag().cwiseAbs().maxCoeff() == 0);
    steps.u.row(5) *= -1;
    steps.u(5, 0) *= -1; // both signs at one token: that one takes the general solver
    const auto one = spectrum(systems::with(steps, length), {.numeric_tokens = 10});
    REQUIRE(one.has_value());
    CHECK(one->method == EigenvalueForm::Method::numeric);
    CHECK_FALSE(one->sampled);
}

TEST_CASE("a spectrum keeps to its room, and finds the evaluated token next to another", "[analysis]") {
    const System system =
        systems::with(DiagonalSteps{-systems::random_matrix(101, 4, "logs").cwiseAbs(), Matrix::Ones(101, 4)}, 101);
    const auto result = spectrum(system, {.values = 44});
    REQUIRE(result.has_value());
    CHECK(result->sampled);
    CHECK(result->tokens == 100);
    REQUIRE(result->positions.size() == 11); // 1, 10, 20, ...
    CHECK(result->row_of(0) == 0);
    CHECK(result->row_of(100) == 10);
    CHECK(result->row_of(result->positions[4] + 1) == 4);
    CHECK(result->row_of(result->positions[4] - 1) == 4);
    CHECK_FALSE(spectrum(system, spectrum_while_dragging)->sampled);
    const System dense = systems::with(DenseSteps{2, systems::random_matrix(101, 4, "dense")}, 101);
    CHECK_FALSE(spectrum(dense)->sampled);
    CHECK(spectrum(dense, spectrum_while_dragging)->positions.size() == 24);
}
