#include "core/analysis/growth.hpp"
#include "core/analysis/transition_product.hpp"
#include "core/base/random.hpp"
#include "core/system/step_algebra.hpp"
#include "tests/core/analysis/systems.hpp"
#include "tests/support/catch.hpp"

#include <Eigen/SVD>

#include <cmath>

using namespace alphascope;

namespace {

double log_norm_by_svd(const System& system, Index i, Index j) {
    Eigen::MatrixXd product = Eigen::MatrixXd::Identity(system.state_size(), system.state_size());
    for (Index t = j + 1; t <= i; ++t)
        product = step_matrix(system, t) * product;
    return std::log(Eigen::JacobiSVD<Eigen::MatrixXd>(product).singularValues()[0]);
}

} // namespace

TEST_CASE("the product's norm agrees with the singular values of the dense product", "[analysis]") {
    const auto [name, system] = GENERATE(from_range(systems::one_of_each_kind(12, 6)));
    CAPTURE(name);
    TransitionProduct product(system, 3, 64);
    CHECK(product.exact());
    CHECK(product.log_norm() == Approx(0).margin(1e-12));
    while (product.position() < 11) {
        product.advance();
        REQUIRE(product.log_norm() == Approx(log_norm_by_svd(system, product.position(), 3)).margin(1e-9));
    }
}

TEST_CASE("norms of powers of P, PRINCIPLES section 5", "[analysis]") {
    const System system = systems::with(systems::constant(systems::matrix_p()), 10);
    TransitionProduct product(system, 0, 2);
    for (const double expected : {2.11803, 2.031, 1.510, 1.004, 0.627, 0.376}) {
        product.advance();
        CHECK(std::exp(product.log_norm()) == Approx(expected).margin(6e-4));
    }
}

TEST_CASE("products far beyond the range of doubles keep their logs", "[analysis]") {
    const double factor = GENERATE(1e-30, 1e30);
    const System system = systems::with(systems::constant(factor * Matrix::Identity(3, 3)), 101);
    TransitionProduct product(system, 0, 3);
    while (product.position() < 100)
        product.advance();
    CHECK(product.log_norm() == Approx(100 * std::log(factor)));
}

TEST_CASE("fewer probes than states give a lower bound", "[analysis]") {
    const auto [name, system] = GENERATE(from_range(systems::one_of_each_kind(12, 6)));
    CAPTURE(name);
    TransitionProduct full(system, 0, 64), part(system, 0, 2);
    while (full.position() < 11) {
        full.advance();
        part.advance();
        REQUIRE(part.log_norm() <= full.log_norm() + 1e-9);
    }
}

TEST_CASE("transient gain over all pairs of a diagonal system", "[analysis]") {
    // Mode 0 grows by e^(1 + 2) over tokens 2..3, mode 1 only shrinks.
    Matrix logs(5, 2);
    logs << 0, 0, -1, -1, 1, -1, 2, -1, -4, -1;
    const System system = systems::with(DiagonalSteps{logs, Matrix::Ones(5, 2)}, 5);
    const auto gain = transient_gain(system, 1, 1, {});
    REQUIRE(gain.has_value());
    CHECK(gain->gain == Approx(std::exp(3)));
    CHECK_FALSE(gain->sampled);
}

TEST_CASE("growth like a power of lag is told from exponential growth", "[analysis]") {
    const Index count = 200;
    const Vector lags = Vector::LinSpaced(count, 1, static_cast<double>(count));
    CHECK(grows_polynomially(lags, lags.array().log()));
    CHECK(grows_polynomially(lags, 2.5 * lags.array().log() + 1));
    CHECK_FALSE(grows_polynomially(lags, 0.01 * lags));
    CHECK_FALSE(grows_polynomially(lags, Vector::Zero(count)));
    CHECK_FALSE(grows_polynomially(lags, -lags.array().log()));
}

TEST_CASE("evenly spaced positions include both ends", "[analysis]") {
    CHECK(evenly_spaced(1, 5, 10) == std::vector<Index>{1, 2, 3, 4, 5});
    CHECK(evenly_spaced(1, 9, 3) == std::vector<Index>{1, 5, 9});
    CHECK(evenly_spaced(1, 0, 3).empty());
}
