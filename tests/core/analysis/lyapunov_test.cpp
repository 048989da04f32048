#include "core/analysis/growth.hpp"
#include "core/analysis/leaf_gain.hpp"
#include "core/analysis/lyapunov.hpp"
#include "core/analysis/product_growth.hpp"
#include "core/analysis/square_panels.hpp"
#include "core/analysis/stability.hpp"
#include "core/system/step_algebra.hpp"
#include "tests/core/analysis/given_map.hpp"
#include "tests/core/analysis/systems.hpp"
#include "tests/support/catch.hpp"

#include <Eigen/LU>
#include <Eigen/SVD>

#include <algorithm>
#include <cmath>

using namespace alphascope;

namespace {

Matrix dense_product(const System& system, Index i, Index j) {
    Matrix product = Matrix::Identity(system.state_size(), system.state_size());
    for (Index t = j + 1; t <= i; ++t)
        product = step_matrix(system, t) * product;
    return product;
}

double norm_of(const Matrix& a) {
    return Eigen::JacobiSVD<Eigen::MatrixXd>(a).singularValues()[0];
}

// The same steps as full matrices: no closed form is left.
System as_dense(const System& system) {
    const Index n = system.state_size(), length = system.length();
    DenseSteps steps{n, Matrix(length, n * n)};
    for (Index i = 0; i < length; ++i) {
        const Matrix a = i == 0 ? Matrix(Matrix::Identity(n, n)) : step_matrix(system, i);
        steps.a.row(i) = Eigen::Map<const Matrix>(a.data(), 1, n * n);
    }
    System dense = systems::with(std::move(steps), length);
    return dense;
}

// All kinds whose steps mix states, and one wider than a panel.
std::vector<std::pair<std::string, System>> mixing_systems(Index length) {
    auto all = systems::one_of_each_kind(length, 6);
    LowRankSteps gated = systems::reflections(length, 37, Vector::Constant(length, 1.9));
    gated.d = (-0.05 * systems::random_matrix(length, 37, "gates").cwiseAbs()).array().exp();
    gated.u *= 1.2;
    gated.decay_first = true;
    all.emplace_back("wide low rank", systems::with(gated, length));
    LowRankSteps two = systems::reflections(length, 6, Vector::Constant(length, 0.7));
    const Matrix u = two.u, v = two.v;
    two.rank = 2;
    two.u.resize(length, 12);
    two.v.resize(length, 12);
    two.u << u, 0.5 * systems::random_matrix(length, 6, "u2");
    two.v << v, systems::random_matrix(length, 6, "v2");
    all.emplace_back("two factors", systems::with(two, length));
    return all;
}

} // namespace

TEST_CASE("leaf transports are the products of their steps, and their chain those from token 0", "[analysis]") {
    for (const auto& [name, system] : mixing_systems(40)) {
        CAPTURE(name);
        const auto bounds = leaf_bounds(39, 5, 4);
        REQUIRE(bounds.front() == 0);
        REQUIRE(bounds.back() == 39);
        CHECK(std::count(bounds.begin(), bounds.end(), 4) == 1);
        CHECK(std::is_sorted(bounds.begin(), bounds.end(), std::less_equal<>()));
        const auto leaves = leaf_transports(system, bounds, {});
        REQUIRE(leaves.has_value());
        for (const LeafTransport& leaf : *leaves) {
            const Matrix expected = dense_product(system, leaf.tokens.end, leaf.tokens.begin);
            REQUIRE((std::exp(leaf.log_scale) * leaf.matrix - expected).cwiseAbs().maxCoeff() <=
                    1e-12 * expected.norm());
        }
        const auto growth = chain_leaves(*leaves, {});
        REQUIRE(growth.has_value());
        CHECK_FALSE(growth->estimate);
        for (std::size_t k = 0; k < growth->positions.size(); ++k)
            REQUIRE(growth->log_norm[static_cast<Index>(k)] ==
                    Approx(std::log(norm_of(dense_product(system, growth->positions[k], 0)))).margin(1e-9));
    }
}

TEST_CASE("products far out of a double's range keep their logs in leaves", "[analysis]") {
    const double factor = GENERATE(1e-30, 1e30);
    const System system = systems::with(systems::constant(factor * Matrix::Identity(3, 3)), 401);
    const auto leaves = leaf_transports(system, leaf_bounds(400, 4, 40), {});
    REQUIRE(leaves.has_value());
    CHECK(chain_leaves(*leaves, {})->log_norm[3] == Approx(400 * std::log(factor)));
    const auto found = lyapunov_spectrum(*leaves, 40, {});
    REQUIRE(found.has_value());
    for (const double exponent : found->exponents)
        CHECK(exponent == Approx(std::log(factor)));
}

TEST_CASE("Lyapunov exponents of a diagonal system are the mean logs, by formula and by leaves", "[analysis]") {
    const Index length = 301, burn_in = 30;
    const Matrix logs = -0.2 * systems::random_matrix(length, 5, "logs").cwiseAbs();
    const System system =
        systems::with(DiagonalSteps{logs, systems::random_matrix(length, 5, "signs").cwiseSign()}, length);
    Vector expected = logs.bottomRows(length - 1 - burn_in).colwise().mean().transpose();
    std::sort(expected.begin(), expected.end(), std::greater<>());
    const auto exact = lyapunov_spectrum_of_modes(system, burn_in);
    REQUIRE(exact.has_value());
    CHECK((exact->exponents - expected).cwiseAbs().maxCoeff() < 1e-13);
    const System dense = as_dense(system);
    CHECK_FALSE(lyapunov_spectrum_of_modes(dense, burn_in).has_value());
    const auto found =
        lyapunov_spectrum(*leaf_transports(dense, leaf_bounds(length - 1, 30, burn_in), {}), burn_in, {});
    REQUIRE(found.has_value());
    CHECK(found->unresolved == 0);
    CHECK((found->exponents - expected).cwiseAbs().maxCoeff() < 1e-12);
}

TEST_CASE("Lyapunov exponents of damped rotations come in pairs", "[analysis]") {
    const Index length = 201, burn_in = 20;
    RotationSteps steps{Matrix(length, 2), systems::random_matrix(length, 2, "angles")};
    steps.log_modulus.col(0).setConstant(-0.3);
    steps.log_modulus.col(1).setConstant(-0.01);
    const System system = systems::with(steps, length);
    const System dense = as_dense(system);
    const auto by_leaves =
        lyapunov_spectrum(*leaf_transports(dense, leaf_bounds(length - 1, 20, burn_in), {}), burn_in, {});
    REQUIRE(by_leaves.has_value());
    for (const LyapunovSpectrum& found : {*lyapunov_spectrum_of_modes(system, burn_in), *by_leaves}) {
        REQUIRE(found.exponents.size() == 4);
        const double expected[] = {-0.01, -0.01, -0.3, -0.3};
        for (Index k = 0; k < 4; ++k)
            CHECK(found.exponents[k] == Approx(expected[k]).margin(1e-12));
    }
}

TEST_CASE("all exponents add up to the mean ln |det|, whatever the steps mix", "[analysis]") {
    const Index length = 121, burn_in = 12;
    for (const auto& [name, system] : mixing_systems(length)) {
        if (system.delay)
            continue; // of determinant 0
        CAPTURE(name);
        double sum = 0;
        for (Index i = burn_in + 1; i < length; ++i)
            sum += std::log(std::abs(Eigen::MatrixXd(step_matrix(system, i)).determinant()));
        const auto leaves = leaf_transports(system, leaf_bounds(length - 1, 120, burn_in), {});
        const auto found = lyapunov_spectrum(*leaves, burn_in, {});
        REQUIRE(found.has_value());
        REQUIRE(found->unresolved == 0);
        CHECK(found->exponents.sum() == Approx(sum / (length - 1 - burn_in)).margin(1e-9));
        if (const auto exact = lyapunov_spectrum_of_modes(system, burn_in))
            CHECK(exact->exponents.sum() == Approx(found->exponents.sum()).margin(1e-9));
    }
}

TEST_CASE("alternating P and its transpose grows by 0.75 nats and shrinks by what the determinant leaves",
          "[analysis]") {
    const Matrix p = systems::matrix_p(), q = p.transpose();
    const System system = systems::with(systems::alternating({p, q}, 401), 401);
    const auto found = lyapunov_spectrum(*leaf_transports(system, leaf_bounds(400, 400, 40), {}), 40, {});
    REQUIRE(found.has_value());
    REQUIRE(found->exponents.size() == 2);
    CHECK(found->exponents[0] == Approx(0.7504883).margin(1e-6));
    CHECK(found->exponents[1] == Approx(2 * std::log(0.5) - 0.7504883).margin(1e-6));
}

TEST_CASE("directions that rounding loses within a leaf are counted, not made up", "[analysis]") {
    Matrix a = Matrix::Identity(3, 3);
    a(1, 1) = std::exp(-1.0);
    a(2, 2) = 0;
    const System system = systems::with(systems::constant(a), 401);
    const auto fine = lyapunov_spectrum(*leaf_transports(system, leaf_bounds(400, 100, 40), {}), 40, {});
    REQUIRE(fine->exponents.size() == 2);
    CHECK(fine->exponents[1] == Approx(-1));
    CHECK(fine->unresolved == 1);
    const auto coarse = lyapunov_spectrum(*leaf_transports(system, leaf_bounds(400, 4, 40), {}), 40, {});
    CHECK(coarse->exponents.size() == 1); // e⁻¹ to the hundredth is below 1e−13
    CHECK(coarse->unresolved == 2);
}

TEST_CASE("the gain over leaves is the largest norm of any run of them, and the bound holds", "[analysis]") {
    for (const auto& [name, system] : mixing_systems(31)) {
        if (name == "identity")
            continue;
        CAPTURE(name);
        const auto leaves = leaf_transports(system, leaf_bounds(30, 30, 3), {});
        double expected = 0;
        for (Index j = 0; j < 30; ++j)
            for (Index i = j + 1; i < 31; ++i)
                expected = std::max(expected, norm_of(dense_product(system, i, j)));
        Vector norms(30);
        for (Index i = 1; i < 31; ++i)
            norms[i - 1] = step_norm(system, i);
        const auto log_norms = leaf_log_norms(*leaves, {});
        REQUIRE(log_norms.has_value());
        const auto found = largest_log_gain(*leaves, *log_norms, 30, -1e9, {});
        REQUIRE(found.has_value());
        CHECK(*found == Approx(std::log(expected)).margin(1e-9));
        CHECK(*largest_log_gain(*leaves, *log_norms, 3, -1e9, {}) <= *found + 1e-12);
        CHECK(*largest_log_gain(*leaves, *log_norms, 3, 50, {}) == 50);
        CHECK(log_gain_bound(norms) >= *found - 1e-12);
        const auto long_leaves = leaf_transports(system, leaf_bounds(30, 4, 3), {});
        const double closer = log_gain_bound(*long_leaves, *leaf_log_norms(*long_leaves, {}), norms);
        CHECK(closer >= *found - 1e-12);
        CHECK(closer <= log_gain_bound(norms) + 1e-12);
    }
    CHECK(log_gain_bound((Vector(4) << 2, 0.9, 3, 0.1).finished()) == Approx(std::log(5.4)));
}

TEST_CASE("columns made orthonormal span what they spanned, nearly dependent ones too", "[analysis]") {
    const Index n = 35;
    Matrix a = systems::random_matrix(n, n, "columns");
    for (Index k = 1; k < n; k += 2)
        a.col(k) = a.col(k - 1) + 1e-9 * a.col(k);
    SquarePanels panels(a);
    Vector lengths;
    panels.orthonormalise(lengths);
    const Matrix q = panels.matrix();
    CHECK((q.transpose() * q - Matrix::Identity(n, n)).cwiseAbs().maxCoeff() < 1e-13);
    const Matrix r = q.transpose() * a;
    CHECK((r.diagonal() - lengths).cwiseAbs().maxCoeff() < 1e-12);
    CHECK(Matrix(r.triangularView<Eigen::StrictlyLower>()).cwiseAbs().maxCoeff() < 1e-12);
}

TEST_CASE("a level merge has the gain of the parts that meet", "[analysis]") {
    const Index length = 33, levels = levels_of(length), part = 2;
    LevelMergeSteps steps{levels * part, levels, Vector::Constant(1, -0.01)};
    const System system = systems::with(steps, length);
    const auto growth = follow_product(system, 4, {});
    REQUIRE(growth.has_value());
    CHECK_FALSE(growth->estimate);
    REQUIRE(growth->positions.size() == 32);
    for (const Index i : {1, 2, 4, 7, 16, 32})
        CHECK(growth->log_norm[i - 1] == Approx(std::log(norm_of(dense_product(system, i, 0)))).margin(1e-12));
    const auto s = stability(given::Map(system));
    REQUIRE(s.has_value());
    for (const Index i : {1, 8, 31})
        CHECK(s->norm[i - 1] == Approx(step_norm(system, i)));
}
