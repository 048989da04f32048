#include "core/analysis/stability.hpp"
#include "tests/core/analysis/given_map.hpp"
#include "tests/core/analysis/systems.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

using namespace alphascope;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Stability judge(const System& system, const StabilityBudget& budget = {}) {
    auto result = stability(given::Map(system), {}, budget);
    REQUIRE(result.has_value());
    return std::move(*result);
}

ScalarSteps scalar(const Vector& factors) {
    return {1, factors.cwiseAbs().array().log(), factors.cwiseSign()};
}

} // namespace

TEST_CASE("eigenvalues can lie: P and its transpose decay alone and explode alternating", "[analysis]") {
    const Matrix p = systems::matrix_p(), q = p.transpose();
    const Stability s = judge(systems::with(systems::alternating({p, q}, 200), 200));
    CHECK(s.eigenvalue_margin == Approx(0.5).margin(1e-6));
    CHECK_FALSE(s.eigenvalue_decides);
    CHECK(s.norm_margin == Approx(1 - 2.1180340).margin(1e-7));
    CHECK(s.lyapunov == Approx(0.7504883).margin(1e-7));
    for (Index k = 0; k < 199; ++k)
        REQUIRE(s.log_product_norm[k] == Approx(0.7504883 * static_cast<double>(k + 1)).margin(1e-4));
    CHECK(norm_verdict(s.norm_margin) == Verdict::informative);
    CHECK(growth_verdict(s) == Verdict::bad);
    CHECK(transient_verdict(s.transient_gain) == Verdict::bad);
    CHECK_FALSE(s.product_is_estimate);
}

TEST_CASE("constant P decays after a hump", "[analysis]") {
    const Stability s = judge(systems::with(systems::constant(systems::matrix_p()), 200));
    CHECK(s.eigenvalue_decides);
    const double norms[] = {2.11803, 2.031, 1.510, 1.004, 0.627};
    for (Index k = 0; k < 5; ++k)
        CHECK(std::exp(s.log_product_norm[k]) == Approx(norms[k]).margin(6e-4));
    CHECK(s.transient_gain == Approx(2.1180340).margin(1e-7));
    CHECK_FALSE(s.transient_sampled);
    CHECK(s.lyapunov == std::log(0.5)); // that of the eigenvalues: the ℓ of ‖P^ℓ‖ = ½^ℓ (4 ℓ + ...) is no rate
    CHECK(growth_verdict(s) == Verdict::good);
    CHECK_FALSE(s.polynomial_growth);
}

TEST_CASE("radius 2 at every token and yet a decay: diag(2, .1) and diag(.1, 2)", "[analysis]") {
    DiagonalSteps steps{Matrix(101, 2), Matrix::Ones(101, 2)};
    for (Index i = 0; i < 101; ++i)
        steps.log_a.row(i) << std::log(i % 2 ? 2.0 : 0.1), std::log(i % 2 ? 0.1 : 2.0);
    const Stability s = judge(systems::with(std::move(steps), 101));
    CHECK(s.eigenvalue_margin == Approx(-1));
    CHECK_FALSE(s.eigenvalue_decides);
    CHECK(s.lyapunov == Approx(std::log(std::sqrt(0.2))).margin(1e-6));
    CHECK(s.transient_gain == Approx(2));
    CHECK_FALSE(s.transient_sampled);
}

TEST_CASE("random switching between P and its transpose grows by about 0.267 nats a token", "[analysis]") {
    const RandomStream coin(3, "coin");
    const Index length = 20000;
    const Matrix p = systems::matrix_p(), q = p.transpose();
    DenseSteps steps{2, Matrix(length, 4)};
    for (Index i = 0; i < length; ++i)
        steps.a.row(i) = Eigen::Map<const Matrix>((coin.uniform(i) < 0.5 ? p : q).data(), 1, 4);
    const Stability s = judge(systems::with(steps, length));
    CHECK(s.lyapunov == Approx(0.267).margin(0.015));
    CHECK(s.transient_sampled);
}

TEST_CASE("attention with a positional bias retains: the shear is reported, not judged", "[analysis]") {
    System system = systems::with(IdentitySteps{4}, 64);
    system.shear = Vector::Constant(64, -0.25);
    system.shear[0] = 1e9; // token 0 never evolves
    const Stability s = judge(system);
    CHECK(s.lyapunov == 0);
    CHECK(growth_verdict(s) == Verdict::neutral);
    CHECK(s.norm_margin == 0);
    CHECK(norm_verdict(s.norm_margin) == Verdict::good);
    CHECK(s.eigenvalue_decides);
    CHECK(s.transient_gain == 1);
    CHECK_FALSE(s.half_life.has_value());
    CHECK(s.overflow_headroom == infinity);
    CHECK(s.underflow_headroom == infinity);
    CHECK(s.exp_headroom == infinity);
    CHECK(s.shear);
    CHECK(s.shear_per_token == -0.25);
    CHECK_FALSE(s.polynomial_growth);
}

TEST_CASE("unit keys and a step in [0, 2] certify a contraction, a larger step does not", "[analysis]") {
    const Vector beta = Vector::LinSpaced(100, 0, 2);
    const Stability s = judge(systems::with(systems::reflections(100, 8, beta), 100));
    for (const double norm : s.norm)
        REQUIRE(norm == Approx(1).margin(1e-12));
    CHECK(norm_verdict(s.norm_margin) == Verdict::good);
    CHECK(s.transient_gain == 1);
    CHECK_FALSE(s.transient_sampled);
    CHECK_FALSE(s.sampled);

    const Stability wild = judge(systems::with(systems::reflections(100, 8, Vector::Constant(100, 3)), 100));
    CHECK(wild.norm_margin == Approx(-1)); // |1 − β| = 2
    CHECK(wild.transient_gain >= 2 - 1e-9);
    CHECK(growth_verdict(wild) == Verdict::bad);
}

TEST_CASE("a step of 0 ends everything before it", "[analysis]") {
    Vector factors = Vector::Constant(100, 0.9);
    factors[60] = 0;
    const Stability s = judge(systems::with(scalar(factors), 100));
    CHECK(s.log_product_norm[58] == Approx(59 * std::log(0.9)));
    CHECK(s.log_product_norm[59] == -745);
    CHECK(s.log_product_norm[98] == -745);
    CHECK(s.vanishes_at == Index{60});
    CHECK(s.lyapunov == -infinity);
    CHECK(growth_verdict(s) == Verdict::good);
    CHECK(s.underflow_headroom == 0);
    CHECK(s.transient_gain == 1);
}

TEST_CASE("a Jordan block grows like a power of lag: no instability", "[analysis]") {
    const Stability s = judge(systems::with(systems::constant((Matrix(2, 2) << 1, 0, 1, 1).finished()), 300));
    CHECK(s.polynomial_growth);
    CHECK(s.lyapunov == 0); // ln ‖Φ‖ per token would warn
    CHECK(growth_verdict(s) == Verdict::neutral);
    CHECK(s.overflow_headroom == infinity);
}

TEST_CASE("for gates the mean of the logs decides, not the mean of the gates", "[analysis]") {
    const RandomStream stream(9, "gates");
    Vector factors(4000);
    for (Index i = 0; i < factors.size(); ++i)
        factors[i] = 0.5 + 0.7 * stream.uniform(static_cast<std::uint64_t>(i));
    const Stability s = judge(systems::with(scalar(factors), 4000));
    CHECK(s.lyapunov == Approx(factors.tail(4000 - 400).array().log().mean())); // tokens 400..3999: 399 dropped
    CHECK(s.lyapunov == Approx(-0.19).margin(0.02));                            // PRINCIPLES 3.4
}

TEST_CASE("headroom in tokens from a kick of size 1", "[analysis]") {
    struct Row {
        double a, tokens;
    };
    const Row row = GENERATE(Row{0.9, 829}, Row{0.99, 8690}, Row{0.999, 87296}, Row{1.02, 4480});
    System system = systems::with(scalar(Vector::Constant(50, row.a)), 50);
    system.b = Matrix::Ones(system.b.rows(), system.b.cols());
    const Stability s = judge(system);
    CHECK((row.a < 1 ? s.underflow_headroom : s.overflow_headroom) == Approx(row.tokens).epsilon(2e-4));
    CHECK((row.a < 1 ? s.overflow_headroom : s.underflow_headroom) == infinity);
}

TEST_CASE("half-life is the median over kicks that were written", "[analysis]") {
    System system = systems::with(scalar(Vector::Constant(200, 0.9)), 200);
    Matrix b = system.b;
    b.row(0).setZero();
    system.b = b;
    CHECK(judge(system).half_life.value() == Approx(std::log(2) / -std::log(0.9)));
    system.b = Matrix::Zero(system.b.rows(), system.b.cols());
    CHECK_FALSE(judge(system).half_life.has_value());
}

TEST_CASE("scores leave room below the overflow of exp", "[analysis]") {
    Matrix scores = Matrix::Zero(4, 4);
    scores(2, 1) = 5;
    class Exp : public given::Map {
    public:
        Exp(const Matrix& map, NormaliserKind kind) : given::Map(map), system_(given::Map::system()) {
            system_.readout.kind = ReadoutKind::exp;
            system_.normaliser.kind = kind;
        }
        const System& system() const override { return system_; }

    private:
        System system_;
    };
    for (const NormaliserKind kind : {NormaliserKind::one, NormaliserKind::sum}) {
        const auto s = stability(Exp(scores, kind));
        REQUIRE(s.has_value());
        CHECK(s->exp_headroom == Approx(88.72284 - 5).margin(1e-5));
    }
}

TEST_CASE("a delayed write is carried along", "[analysis]") {
    System system = systems::with(IdentitySteps{1}, 50);
    system.delay = Delay{Matrix::Ones(1, 1), false};
    system.b = system.q = Matrix::Ones(50, 2);
    const Stability s = judge(system); // A = [[1, 1], [0, 0]], A² = A
    CHECK(s.norm[0] == Approx(std::sqrt(2)));
    CHECK(s.eigenvalue_margin == Approx(0).margin(1e-12));
    CHECK(s.lyapunov == Approx(0).margin(1e-12));
    CHECK(s.transient_gain == Approx(std::sqrt(2)));
}

TEST_CASE("what is far below the smallest number still has its logarithm", "[analysis]") {
    Vector factors = Vector::Constant(2000, 0.5);
    const Stability forgets = judge(systems::with(scalar(factors), 2000));
    CHECK(forgets.log_product_norm.tail(1)[0] == Approx(1999 * std::log(0.5))); // −1386
    CHECK_FALSE(forgets.vanishes_at.has_value());
    factors[1500] = 0;
    const Stability ends = judge(systems::with(scalar(factors), 2000));
    CHECK(ends.vanishes_at == Index{1500});
    CHECK(ends.log_product_norm.tail(1)[0] == Approx(1499 * std::log(0.5))); // no step up
}

TEST_CASE("a convolution remembers as long as its kernel", "[analysis]") {
    Vector kernel = Vector::Zero(40);
    kernel.head(15).setOnes();
    const Stability s = judge(systems::with(ConvolutionSteps{2, kernel}, 40));
    CHECK(s.half_life.value() == 15);
    CHECK(s.log_product_norm[13] == 0);
    CHECK(s.log_product_norm[14] == -745);
    CHECK(s.lyapunov == -infinity);
    CHECK(s.spectral_radius.maxCoeff() == 0);
    kernel.setOnes();
    CHECK_FALSE(judge(systems::with(ConvolutionSteps{2, kernel}, 40)).half_life.has_value());
}

TEST_CASE("one token has nothing to judge", "[analysis]") {
    for (const auto& [name, system] : systems::one_of_each_kind(1, 4)) {
        CAPTURE(name);
        const Stability s = judge(system);
        CHECK(s.positions.empty());
        CHECK(s.lyapunov == 0);
        CHECK(s.transient_gain == 1);
        CHECK_FALSE(s.half_life.has_value());
    }
}

TEST_CASE("a coarse analysis says what it sampled and never exceeds the full one", "[analysis]") {
    const Index length = 200, n = 32;
    const System system = systems::with(DenseSteps{n, systems::random_matrix(length, n * n, "dense", 0.2)}, length);
    const Stability full = judge(system, thorough_budget), coarse = judge(system, drag_budget);
    CHECK_FALSE(full.sampled);
    CHECK_FALSE(full.product_is_estimate);
    CHECK(full.exponents.size() == n);
    CHECK(coarse.exponents.size() == 0);
    CHECK(coarse.sampled);
    CHECK(coarse.product_is_estimate);
    CHECK(coarse.positions.size() == 24);
    CHECK(coarse.norm_margin >= full.norm_margin);
    CHECK(coarse.transient_gain <= full.transient_gain + 1e-9);
    CHECK(coarse.lyapunov == Approx(full.lyapunov).margin(0.02));
}

TEST_CASE("steps that are not finite give no verdict of health", "[analysis]") {
    DenseSteps steps{2, systems::random_matrix(20, 4, "dense", 0.3)};
    steps.a(7, 2) = std::numeric_limits<double>::quiet_NaN();
    const Stability s = judge(systems::with(steps, 20));
    CHECK(growth_verdict(s) == Verdict::bad);
    CHECK(norm_verdict(s.norm_margin) == Verdict::bad);
    CHECK(transient_verdict(s.transient_gain) == Verdict::bad);
}

TEST_CASE("a stopped analysis returns nothing", "[analysis]") {
    std::stop_source stop;
    stop.request_stop();
    RunContext run;
    run.stop = stop.get_token();
    for (const auto& [name, system] : systems::one_of_each_kind(20, 4)) {
        CAPTURE(name);
        const auto s = stability(given::Map(system), run);
        REQUIRE_FALSE(s.has_value());
        CHECK(s.error().code == ErrorCode::cancelled);
    }
}

TEST_CASE("verdicts change at the thresholds of PRINCIPLES 3.4", "[analysis]") {
    CHECK(norm_verdict(0) == Verdict::good);
    CHECK(norm_verdict(-1e-10) == Verdict::good);
    CHECK(norm_verdict(-1e-6) == Verdict::informative);
    CHECK(lyapunov_verdict(-2e-3) == Verdict::good);
    CHECK(lyapunov_verdict(-5e-4) == Verdict::neutral);
    CHECK(lyapunov_verdict(1e-3) == Verdict::neutral);
    CHECK(lyapunov_verdict(5e-3) == Verdict::warning);
    CHECK(lyapunov_verdict(2e-2) == Verdict::bad);
    CHECK(transient_verdict(1 + 1e-10) == Verdict::good);
    CHECK(transient_verdict(10) == Verdict::warning);
    CHECK(transient_verdict(10.5) == Verdict::bad);
}

TEST_CASE("ranges of the float formats, PRINCIPLES section 5", "[analysis]") {
    CHECK(float32_range().log_max == Approx(88.72284).margin(5e-6));
    CHECK(float32_range().log_min_normal == Approx(-87.33654).margin(6e-6));
    CHECK(float32_range().log_min_subnormal == Approx(-103.27893).margin(6e-6));
    CHECK(float16_range().log_max == Approx(11.08987).margin(6e-6));
    CHECK(float16_range().log_min_normal == Approx(-9.70406).margin(6e-6));
    CHECK(float16_range().log_min_subnormal == Approx(-16.63553).margin(6e-6));
}
