#include "core/analysis/principles.hpp"
#include "core/analysis/report.hpp"
#include "core/analysis/score_statistics.hpp"
#include "tests/core/analysis/given_map.hpp"
#include "tests/core/analysis/systems.hpp"
#include "tests/support/catch.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

using namespace alphascope;

namespace {

System softmax(Index length) {
    System system = systems::with(IdentitySteps{4}, length);
    system.readout.kind = ReadoutKind::exp;
    system.normaliser.kind = NormaliserKind::sum;
    return system;
}

nlohmann::json report(const System& system, const ReportContext& context = {}) {
    const auto prepared = make_reference_engine()->prepare(std::make_shared<System>(system), {});
    REQUIRE(prepared.has_value());
    const auto made = analysis_report(**prepared, context);
    REQUIRE(made.has_value());
    return nlohmann::json::parse(made->json);
}

SystemProperties properties_of(const System& system) {
    const auto judged = stability(given::Map(system));
    REQUIRE(judged.has_value());
    return properties(system, *judged);
}

} // namespace

TEST_CASE("a report holds every number with its unit, and words for what is not finite", "[analysis]") {
    const auto json = report(softmax(12), {.design = "mine", .map = "head 1", .kicked_token = 3});
    CHECK(json["design"] == "mine");
    CHECK(json["map"] == "head 1");
    CHECK(json["engine"] == "reference");
    CHECK(json["precision"] == "float64");
    CHECK(json["system"]["length"] == 12);
    CHECK(json["system"]["steps"] == "identity");
    CHECK(json["system"]["readout"] == "exp");
    CHECK(json["system"]["normaliser"] == "sum");
    CHECK(json["rows"]["sum"].size() == 12);
    for (const double sum : json["rows"]["sum"])
        CHECK(sum == Approx(1));
    CHECK(json["scores"]["count"] == 78);
    CHECK(json["impulse"]["j"] == 3);
    CHECK(json["impulse"]["alpha"].size() == 9);
    CHECK(json["impulse"]["half_life"].is_null());
    CHECK(json["spectrum"]["eigenvalues_re_im"][0][0] == nlohmann::json({1.0, 0.0}));
    CHECK(json["stability"]["lyapunov"] == 0);
    CHECK(json["stability"]["growth_verdict"] == "neutral");
    CHECK(json["stability"]["overflow_headroom"] == "inf");
    CHECK(json["units"]["lyapunov"] == "nats per token");

    ScalarSteps forget{1, Vector::Constant(6, -std::numeric_limits<double>::infinity()), Vector::Ones(6)};
    CHECK(report(systems::with(forget, 6))["stability"]["lyapunov"] == "-inf");
    System silent = systems::with(IdentitySteps{2}, 3);
    silent.q = Matrix::Zero(silent.q.rows(), silent.q.cols());
    CHECK(report(silent)["rows"]["entropy"][0] == "nan");
    CHECK(report(silent)["rows"]["empty_rows"].size() == 3);
}

TEST_CASE("a report about a token that is not there says which there are", "[analysis]") {
    const auto text = analysis_report(given::Map(softmax(4)), {.kicked_token = 4});
    REQUIRE_FALSE(text.has_value());
    CHECK(text.error().code == ErrorCode::usage);
    CHECK(text.error().message == "the kicked token must be in 0..3, got 4");
}

TEST_CASE("score statistics are those of the definition, inside the window", "[analysis]") {
    Matrix scores = Matrix::Zero(3, 3);
    scores(0, 0) = 1e6 + 1;
    scores(1, 0) = 1e6 + 2;
    scores(1, 1) = 1e6 + 3;
    scores(2, 0) = 1e6 + 4;
    scores(2, 1) = 1e6 + 5;
    scores(2, 2) = 1e6 + 6;
    const auto s = score_statistics(given::Map(scores));
    REQUIRE(s.has_value());
    CHECK(s->count == 6);
    CHECK(s->mean == Approx(1e6 + 3.5).epsilon(1e-15));
    CHECK(s->deviation == Approx(std::sqrt(35.0 / 12)).epsilon(1e-9)); // of six consecutive integers
    CHECK(s->minimum == 1e6 + 1);
    CHECK(s->maximum == 1e6 + 6);
    CHECK(s->freezing_ratio == Approx(std::sqrt(35.0 / 12) / std::sqrt(2 * std::log(3.0))));
}

TEST_CASE("properties follow from the form of a system", "[analysis]") {
    const SystemProperties attention = properties_of(softmax(6));
    CHECK(attention.linear_readout == Answer::no);
    CHECK(attention.zero_level_set == Answer::no);
    CHECK_FALSE(attention.positional);
    CHECK(attention.non_negative == Answer::yes);
    CHECK(attention.row_stochastic == Answer::yes);
    CHECK(attention.contraction == Answer::yes);

    System biased = softmax(6);
    biased.shear = Vector::Constant(6, -1);
    biased.normaliser.sink = Vector::Zero(1);
    CHECK(properties_of(biased).positional);
    CHECK(properties_of(biased).row_stochastic == Answer::no);
    CHECK(properties_of(biased).contraction == Answer::yes);

    const SystemProperties delta = properties_of(systems::with(systems::reflections(6, 4, Vector::Ones(6)), 6));
    CHECK(delta.linear_readout == Answer::yes);
    CHECK(delta.zero_level_set == Answer::yes);
    CHECK(delta.order_sensitive);
    CHECK(delta.contraction == Answer::yes);
    CHECK(delta.non_negative == Answer::unknown);

    const SystemProperties growing = properties_of(systems::with(systems::constant(systems::matrix_p()), 6));
    CHECK(growing.time_invariant);
    CHECK_FALSE(growing.order_sensitive);
    CHECK(growing.contraction == Answer::no);
}

TEST_CASE("the keys of growth say what is known of designs whose growth is known", "[analysis]") {
    const Index length = 65; // 64 steps, of which the first 6 are burnt in
    const auto scalar = [&](const Vector& factors) {
        return systems::with(ScalarSteps{2, factors.array().log(), Vector::Ones(factors.size())}, length);
    };
    const std::string of_eigenvalues = "ln of the largest |eigenvalue|: A is the same at all tokens";
    const std::string of_product = "ln of the norm of the product of steps, per token, after the first tenth";

    const auto constant = report(scalar(Vector::Constant(1, 0.9)))["stability"];
    CHECK(constant["lyapunov_is"] == of_eigenvalues);
    for (const char* key : {"lyapunov", "lyapunov_at_least", "lyapunov_at_most"})
        CHECK(constant[key].get<double>() == Approx(std::log(0.9)).epsilon(1e-12));
    CHECK(constant["growth_verdict"] == "good");
    CHECK(constant["eigenvalue_verdict"] == "good");
    for (const char* key : {"product_vanishes_at", "product_lost_at"})
        CHECK(constant[key].is_null());

    Vector alternating(length);
    for (Index i = 0; i < length; ++i)
        alternating[i] = i % 2 == 0 ? 0.8 : 1.1;
    const auto changing = report(scalar(alternating))["stability"];
    CHECK(changing["lyapunov_is"] == of_product);
    for (const char* key : {"lyapunov", "lyapunov_at_least", "lyapunov_at_most"})
        CHECK(changing[key].get<double>() == Approx((std::log(0.8) + std::log(1.1)) / 2).epsilon(1e-12));
    CHECK(changing["growth_fades"] == false);
    CHECK(changing["eigenvalue_verdict"] == "informative");

    alternating[20] = 0; // a reset
    const auto reset = report(scalar(alternating))["stability"];
    CHECK(reset["product_vanishes_at"] == 20);
    for (const char* key : {"lyapunov", "lyapunov_at_least", "lyapunov_at_most"})
        CHECK(reset[key] == "-inf");
    CHECK(reset["growth_verdict"] == "good");

    // Projections along one key and then along the one at right angles leave nothing of two dimensions but rounding.
    const double c = std::cos(0.7), s = std::sin(0.7);
    const Matrix along{{1 - c * c, -c * s}, {-c * s, 1 - s * s}}, across{{1 - s * s, c * s}, {c * s, 1 - c * c}};
    const auto lost = report(systems::with(systems::alternating({along, across}, length), length))["stability"];
    CHECK((lost["product_lost_at"] == 2 || lost["product_vanishes_at"] == 2));
    CHECK(lost["lyapunov_at_least"] == "-inf");

    // Powers of a block that decays rise for long; where A changes at all, that may be a hump or a rate.
    Matrix block = Matrix::Identity(8, 8) * 0.9;
    block.diagonal(1).setOnes();
    System hump = systems::with(systems::alternating({block}, length), length);
    std::get<DenseSteps>(hump.steps).a(40, 3) = 1e-9;
    const auto fading = report(hump)["stability"];
    CHECK(fading["growth_fades"] == true);
    CHECK(fading["growth_verdict"] == (fading["polynomial_growth"] ? "neutral" : "undecided")); // in no case a rate
    CHECK(fading["lyapunov_is"] == of_product);
}
