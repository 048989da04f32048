#include "core/analysis/impulse.hpp"
#include "core/engine/example_systems.hpp"
#include "core/system/step_algebra.hpp"
#include "tests/core/analysis/systems.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

using namespace alphascope;

namespace {

std::shared_ptr<const Prepared> prepare(const System& system) {
    auto prepared = make_reference_engine()->prepare(std::make_shared<System>(system), {});
    REQUIRE(prepared.has_value());
    return *prepared;
}

ImpulseResponse respond(const System& system, Index j, bool frozen = false) {
    auto response = impulse_response(*prepare(system), j, frozen);
    REQUIRE(response.has_value());
    return std::move(*response);
}

} // namespace

TEST_CASE("a quarter turn reads 1, 0, −1, 0, 1, PRINCIPLES section 5", "[analysis]") {
    RotationSteps steps{Matrix::Zero(1, 1), Matrix::Constant(1, 1, std::acos(0.0))};
    System system = systems::with(steps, 5);
    system.b = system.q = Eigen::RowVector2d(1, 0).replicate(5, 1);
    const ImpulseResponse r = respond(system, 0);
    const double expected[] = {1, 0, -1, 0, 1};
    for (Index lag = 0; lag < 5; ++lag) {
        CHECK(r.score[lag] == Approx(expected[lag]).margin(1e-15));
        CHECK(r.alpha[lag] == r.score[lag]);
        CHECK(r.norm[lag] == Approx(1));
    }
    CHECK_FALSE(r.half_life.has_value());
}

TEST_CASE("scores and α of an impulse are a column of the map", "[analysis]") {
    for (auto& [name, system] : systems::one_of_each_kind(20, 4)) {
        CAPTURE(name);
        system.readout.kind = ReadoutKind::exp;
        system.normaliser.kind = NormaliserKind::sum;
        system.skip = Vector::LinSpaced(20, 0, 1);
        system.window = 9;
        system.shear = 0.1 * systems::random_matrix(20, 1, "shear");
        const auto prepared = prepare(system);
        const Index j = 6;
        const auto response = impulse_response(*prepared, j, false);
        REQUIRE(response.has_value());
        const auto statistics = prepared->row_statistics({0, 20}, {});
        REQUIRE(statistics.has_value());
        std::vector<double> scores(20), alpha(20);
        REQUIRE(prepared->tile({0, 20}, {j, j + 1}, TileKind::scores, nullptr, std::span<double>(scores), {}));
        REQUIRE(prepared->tile({0, 20}, {j, j + 1}, TileKind::alpha, &*statistics, std::span<double>(alpha), {}));
        REQUIRE(response->score.size() == 14);
        for (Index lag = 0; lag < 14; ++lag) {
            const auto i = static_cast<std::size_t>(j + lag);
            CHECK(response->score[lag] == Approx(scores[i]).margin(1e-12));
            CHECK(response->alpha[lag] == Approx(alpha[i]).margin(1e-12));
        }
    }
}

TEST_CASE("the state follows the recurrence from b, shown in its largest coordinates", "[analysis]") {
    const System system = systems::with(DenseSteps{12, systems::random_matrix(30, 144, "dense", 0.25)}, 30);
    const ImpulseResponse r = respond(system, 4);
    REQUIRE(r.coordinates.size() == 8);
    Vector h = system.b.row(4).transpose(), peaks = h.cwiseAbs();
    for (Index lag = 0; lag < 26; ++lag) {
        if (lag > 0)
            h = step_matrix(system, 4 + lag) * h;
        peaks = peaks.cwiseMax(h.cwiseAbs());
        REQUIRE(r.norm[lag] == Approx(h.norm()));
        REQUIRE(r.gain[lag] == Approx(h.norm() / system.b.row(4).norm()));
        for (Index c = 0; c < 8; ++c)
            REQUIRE(r.state(lag, c) == Approx(h[r.coordinates[static_cast<std::size_t>(c)]]).margin(1e-12));
    }
    double smallest_shown = 1e300;
    for (const Index c : r.coordinates) {
        smallest_shown = std::min(smallest_shown, peaks[c]);
        peaks[c] = 0;
    }
    CHECK(peaks.maxCoeff() <= smallest_shown);
}

TEST_CASE("a frozen query shows the dynamics without the jitter of reading", "[analysis]") {
    System system = systems::with(ScalarSteps{3, Vector::Constant(1, std::log(0.8)), Vector::Ones(1)}, 25);
    const ImpulseResponse r = respond(system, 5, true);
    for (Index lag = 1; lag < 20; ++lag)
        CHECK(r.score[lag] == Approx(r.score[0] * std::pow(0.8, static_cast<double>(lag))).margin(1e-14));
    CHECK(r.half_life.value() == Approx(std::log(2) / -std::log(0.8)));
}

TEST_CASE("an unwritten token has no gain and no half-life", "[analysis]") {
    System system = systems::with(IdentitySteps{2}, 6);
    Matrix b = system.b;
    b.row(2).setZero();
    system.b = b;
    const ImpulseResponse r = respond(system, 2);
    CHECK(r.gain.size() == 0);
    CHECK_FALSE(r.half_life.has_value());
    CHECK(r.norm.size() == 4);
}

TEST_CASE("a kick stays in a convolution while the lag is inside the kernel", "[analysis]") {
    Vector kernel = Vector::Zero(10);
    kernel.head(3) << 1, -0.5, 0.25;
    const System system = systems::with(ConvolutionSteps{2, kernel}, 10);
    const ImpulseResponse r = respond(system, 1);
    const double size = system.b.row(1).norm();
    for (Index lag = 0; lag < 9; ++lag) {
        CHECK(r.norm[lag] == (lag < 3 ? size : 0));
        CHECK(r.score[lag] == Approx(kernel[lag] * system.q.row(1 + lag).dot(system.b.row(1))).margin(1e-14));
    }
    CHECK(r.half_life.value() == 3);
}

TEST_CASE("the last token has one lag", "[analysis]") {
    const ImpulseResponse r = respond(systems::with(IdentitySteps{2}, 6), 5);
    CHECK(r.norm.size() == 1);
    CHECK(r.alpha.size() == 1);
}

TEST_CASE("where η of all rows costs too much, α is that of some lags, said so, and exact there", "[impulse]") {
    const Index length = 3000, j = 100;
    const auto prepared =
        make_cpu_engine()->prepare(std::make_shared<const System>(example_system("softmax", length, 8)), {}).value();
    const auto some = impulse_response(*prepared, j, false, {}, 1000).value(),
               all = impulse_response(*prepared, j, false).value();
    CHECK(some.is_alpha_sampled());
    CHECK_FALSE(all.is_alpha_sampled());
    REQUIRE(some.alpha_lags.size() == 512);
    CHECK(some.alpha_lags.front() == 0);
    CHECK(some.alpha_lags.back() == length - 1 - j);
    for (std::size_t k = 0; k < some.alpha_lags.size(); ++k)
        CHECK(some.alpha[static_cast<Index>(k)] == Approx(all.alpha[some.alpha_lags[k]]).epsilon(1e-6));
    CHECK_FALSE(impulse_response(*prepared, j, false, {}, 1000).value().is_alpha_sampled()); // the rows are known now
}
