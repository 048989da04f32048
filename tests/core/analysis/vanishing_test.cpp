// Products of steps that become 0, and those of which only rounding is left.

#include "core/analysis/stability.hpp"
#include "core/design/design_json.hpp"
#include "core/system/realise.hpp"
#include "tests/core/analysis/given_map.hpp"
#include "tests/core/analysis/systems.hpp"
#include "tests/support/catch.hpp"

#include <Eigen/QR>

#include <cmath>

using namespace alphascope;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Stability judge(const System& system, const StabilityBudget& budget = thorough_budget) {
    auto result = stability(given::Map(system), {}, budget);
    REQUIRE(result.has_value());
    return std::move(*result);
}

LowRankSteps gated(Index length, Index n, const Vector& gates, bool decay_first) {
    LowRankSteps steps = systems::reflections(length, n, Vector::Constant(length, 0.7));
    steps.d = gates.replicate(1, n);
    steps.decay_first = decay_first;
    if (!decay_first)
        steps.u = (gates.asDiagonal() * steps.u).eval();
    return steps;
}

} // namespace

TEST_CASE("a gate of 0 inside delta rules ends the product as it does alone", "[analysis]") {
    const Index length = 24, reset = GENERATE(1, 2, 9, 23), n = GENERATE(1, 4, 40);
    const bool decay_first = GENERATE(false, true), drag = GENERATE(false, true);
    Vector gates = Vector::Constant(length, 0.95);
    gates[reset] = 0;
    System system = systems::with(gated(length, n, gates, decay_first), length);
    const Stability s = judge(system, drag ? drag_budget : thorough_budget);
    CAPTURE(reset, n, decay_first, drag);
    CHECK(s.vanishes_at == reset);
    CHECK(s.lyapunov == -infinity);
    CHECK(growth_verdict(s) == Verdict::good);
    CHECK((s.exponents.array() == -infinity).all());
    system.delay = Delay{Matrix::Ones(1, 1), true};
    system.b = system.q = systems::random_matrix(length, 2 * n, "b");
    CHECK(judge(system, drag ? drag_budget : thorough_budget).vanishes_at == reset);
}

TEST_CASE("a log gate of minus infinity is a gate of exactly 0", "[analysis]") {
    const auto design = design_from_json(R"json({
        "format": "alphascope.design", "version": 1, "id": "delta", "name": "delta",
        "signals": { "q": { "axes": ["time", "state"], "role": "query" },
                     "k": { "axes": ["time", "state"], "role": "key" },
                     "v": { "axes": ["time", "value"], "role": "value" } },
        "evolution": { "kind": "householder", "log_gate": "log(1 - (index(time) == 9))", "beta": "0.5", "key": "unit(k, state)" },
        "write": "k", "read": "q", "readout": "identity", "normaliser": "one"
})json");
    REQUIRE(design.has_value());
    Scene scene;
    scene.length = 24;
    scene.state = 5;
    const auto loaded = load_scene(scene);
    REQUIRE(loaded.has_value());
    const auto realised = realise(*design, *loaded);
    REQUIRE(realised.has_value());
    const auto system = (*realised)->system(0);
    REQUIRE(system.has_value());
    CHECK(std::get<LowRankSteps>((*system)->steps).d.row(9).isZero(0));
    CHECK(judge(**system).vanishes_at == Index{9});
}

TEST_CASE("a unit step on the only coordinate ends the product, on one of several it does not", "[analysis]") {
    const Index n = GENERATE(1, 3);
    LowRankSteps steps = systems::reflections(30, n, Vector::Constant(30, 0.4));
    steps.v.row(12).setZero();
    steps.v(12, 0) = 1;
    steps.u.row(12) = -steps.v.row(12);
    const Stability s = judge(systems::with(steps, 30));
    CHECK(s.vanishes_at.has_value() == (n == 1));
    CHECK(std::isfinite(s.lyapunov) == (n > 1));
    CHECK_FALSE(s.lost_at.has_value());
}

TEST_CASE("gates far below 1 are small, not 0", "[analysis]") {
    const Index n = GENERATE(3, 40);
    const Stability s = judge(systems::with(gated(64, n, Vector::Constant(64, 1e-45), true), 64));
    CHECK_FALSE(s.vanishes_at.has_value());
    CHECK(s.lyapunov == Approx(std::log(1e-45)).margin(2));
}

TEST_CASE("what projections leave of a product in rounding is a bound, no rate", "[analysis]") {
    // Unit steps along n orthogonal directions leave nothing, up to the rounding of the directions.
    const Index n = 4, length = 30;
    const Eigen::MatrixXd any = systems::random_matrix(n, n, "any");
    const Eigen::MatrixXd q = Eigen::HouseholderQR<Eigen::MatrixXd>(any).householderQ();
    LowRankSteps steps = systems::reflections(length, n, Vector::Constant(length, 0.3));
    for (Index k = 0; k < n; ++k) {
        steps.v.row(10 + k) = q.col(k).transpose();
        steps.u.row(10 + k) = -steps.v.row(10 + k);
    }
    const bool drag = GENERATE(false, true);
    const Stability s = judge(systems::with(steps, length), drag ? drag_budget : thorough_budget);
    CHECK((s.lost_at.has_value() || s.vanishes_at.has_value()));
    CHECK(s.lyapunov_at_least() == -infinity);
    CHECK(growth_verdict(s) == Verdict::good);
    if (s.lost_at)
        CHECK(s.exponents.size() == 0);
}

TEST_CASE("the first exponent is the rate, for changing steps of every kind", "[analysis]") {
    const Index length = GENERATE(5, 32, 300);
    for (const auto& [name, system] : systems::one_of_each_kind(length, 4)) {
        CAPTURE(name, length);
        const Stability s = judge(system);
        if (s.exponents.size() > 0)
            CHECK(s.exponents[0] == s.lyapunov);
        const Stability coarse = judge(system, drag_budget);
        if (!coarse.product_is_estimate)
            CHECK((coarse.lyapunov == s.lyapunov || coarse.lyapunov == Approx(s.lyapunov).margin(1e-9)));
    }
}
