#include "app/engines.hpp"
#include "core/base/thread_pool.hpp"
#include "core/design/design_json.hpp"
#include "core/design/presets.hpp"
#include "core/system/output.hpp"
#include "core/system/realise.hpp"
#include "core/system/step_algebra.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>

using namespace alphascope;

namespace {

Scene small_scene(Index length = 9, Index heads = 2, Index state = 4) {
    Scene scene;
    scene.length = length;
    scene.heads = heads;
    scene.state = state;
    return scene;
}

std::shared_ptr<const Realised> realise_on(const Design& design, const Scene& scene) {
    const auto realised = realise(design, *load_scene(scene));
    if (!realised)
        FAIL(one_line(realised.error()));
    return *realised;
}

std::shared_ptr<const System> first_system(const std::string& id, const Scene& scene = small_scene()) {
    return *realise_on(*preset(id), scene)->system(0);
}

} // namespace

TEST_CASE("step kinds are those of the evolution", "[system]") {
    CHECK(step_kind_id(first_system("softmax")->steps) == "identity");
    CHECK(step_kind_id(first_system("softmax_rope")->steps) == "complex_diagonal");
    CHECK(step_kind_id(first_system("retention")->steps) == "scalar");
    CHECK(step_kind_id(first_system("gla")->steps) == "diagonal");
    CHECK(step_kind_id(first_system("s4d")->steps) == "complex_diagonal");
    CHECK(step_kind_id(first_system("delta_product")->steps) == "low_rank");
    CHECK(step_kind_id(first_system("dense_ltv")->steps) == "dense");
    CHECK(is_constant(first_system("retention")->steps)); // stored once
    CHECK(first_system("rwkv6")->state_size() == 2 * 4);  // delay block
}

TEST_CASE("a system reads the numbers of its design's values and keeps them alive", "[system]") {
    auto realised = realise_on(*preset("gla"), small_scene(9, 2, 4)); // read "q", write "k / sqrt(n)"
    const Value q = realised->signals.at("q");
    const auto first = *realised->system(0), second = *realised->system(1);
    CHECK(first->q.data() == q.real.data());
    CHECK(second->q.data() == q.real.data() + 9 * 4);
    realised.reset();
    CHECK(second->b.allFinite());
    const TokenRows copy = second->b;
    CHECK(copy.data() == second->b.data());
    // Half-split rotations put the two of a pair side by side: other numbers.
    const auto turned = realise_on(*preset("softmax_rope_half"), small_scene(9, 2, 4));
    CHECK((*turned->system(0))->q.data() != turned->signals.at("q").real.data());
}

TEST_CASE("realising tells how far it is, from its tokens on", "[system]") {
    std::vector<double> shares;
    const RunContext run{{}, [&](double share) { shares.push_back(share); }};
    set_thread_count(1);
    REQUIRE(realise(*preset("gla"), *load_scene(small_scene(4096, 1, 32)), run).has_value());
    set_thread_count(0);
    REQUIRE(shares.size() > 20);
    CHECK(shares.front() < 0.05);
    CHECK(shares.back() >= 0.85);
    CHECK(shares.back() <= 1);
    CHECK(std::is_sorted(shares.begin(), shares.end()));
}

TEST_CASE("a product of factors equals the factors one after another", "[system]") {
    const auto realised = realise_on(*preset("delta_product"), small_scene(5, 1, 3));
    const auto system = *realised->system(0);
    const Value k = realised->signals.at("k"), beta = realised->signals.at("beta"); // head, time, micro, state
    for (Index i = 1; i < 5; ++i) {
        Matrix expected = Matrix::Identity(3, 3);
        for (Index m = 0; m < 2; ++m) {
            const auto row = static_cast<std::size_t>(i * 2 + m);
            const Eigen::Map<const Vector> key(k.real.data() + row * 3, 3);
            expected = (Matrix::Identity(3, 3) - beta.real[row] * key * key.transpose()) * expected;
        }
        CHECK((step_matrix(*system, i) - expected).cwiseAbs().maxCoeff() < 1e-14);
    }
}

TEST_CASE("a gate after the factors scales their result, before it scales their input", "[system]") {
    auto design = *preset("kda");
    const auto scene = small_scene(4, 1, 3);
    const auto before = *realise_on(design, scene)->system(0);
    std::get<HouseholderEvolution>(design.evolution.kind).gate = HouseholderEvolution::Gate::after;
    const auto realised = realise_on(design, scene);
    const auto after = *realised->system(0);
    const Value k = realised->signals.at("k"), beta = realised->signals.at("beta"), g = realised->signals.at("g");
    const Index i = 2;
    const Eigen::Map<const Vector> key(k.real.data() + i * 3, 3), log_gate(g.real.data() + i * 3, 3);
    const Matrix erase = Matrix::Identity(3, 3) - beta.real[i] * key * key.transpose();
    const Matrix gate = log_gate.array().exp().matrix().asDiagonal();
    CHECK((step_matrix(*before, i) - erase * gate).cwiseAbs().maxCoeff() < 1e-14);
    CHECK((step_matrix(*after, i) - gate * erase).cwiseAbs().maxCoeff() < 1e-14);
}

TEST_CASE("half-split and interleaved pairs differ by a permutation of coordinates only", "[system]") {
    auto design = *preset("softmax_rope");
    const auto scene = small_scene(6, 1, 4);
    const auto interleaved = realise_on(design, scene);
    std::get<RotationEvolution>(design.evolution.kind).pairs = RotationEvolution::Pairs::half;
    const auto half = *realise_on(design, scene)->system(0);
    const auto system = *interleaved->system(0);
    for (Index m = 0; m < 2; ++m) {
        CHECK(half->b.col(2 * m).isApprox(system->b.col(m)));
        CHECK(half->b.col(2 * m + 1).isApprox(system->b.col(m + 2)));
    }
}

TEST_CASE("a parameter without effect on given data is listed as inactive", "[system]") {
    Scene scene;
    scene.source = TensorSource{"sample:mqar_gated_delta_rule_layer2"};
    const auto loaded = load_scene(scene);
    REQUIRE(loaded.has_value());
    const auto realised = realise(*preset("gated_delta_rule"), *loaded);
    REQUIRE(realised.has_value());
    CHECK((*realised)->inactive_parameters == std::vector<std::string>{"gate_bias", "beta_bias"});
    CHECK(realise_on(*preset("gated_delta_rule"), small_scene())->inactive_parameters.empty());
    CHECK((*realised)->answers.size() == 96);
}

TEST_CASE("a choice that does not fit says which, and what is left over", "[system]") {
    const auto error_of = [](const std::string& write, const std::string& evolution) {
        const std::string text = R"({"format": "alphascope.design", "version": 1, "id": "t",
            "signals": {"q": {"axes": ["head", "time", "state"]}, "k": {"axes": ["head", "time", "state"]}, "x": {"axes": ["time", "slot"]}},
            "axes": {"slot": "3"}, "evolution": )" +
                                 evolution + R"(, "write": ")" + write + R"(", "read": "q"})";
        const auto design = design_from_json(text);
        if (!design)
            FAIL(one_line(design.error()));
        const auto realised = realise(*design, *load_scene(small_scene()));
        REQUIRE_FALSE(realised.has_value());
        return realised.error();
    };
    CHECK(error_of("x", R"({"kind": "identity"})").message.find("slot") != std::string::npos);
    CHECK(error_of("x", R"({"kind": "identity"})").where == "/write");
    CHECK(error_of("concat(k, 1)", R"({"kind": "identity"})").where == "/read");
    CHECK(error_of("k", R"({"kind": "scalar", "log": "k"})").where == "/evolution/log");
    CHECK(error_of("complex(k, k)", R"({"kind": "dense", "matrix": "1"})").message.find("complex") !=
          std::string::npos);
}

TEST_CASE("one angle for all turns every pair, as if written pair by pair", "[system]") {
    const auto with_angle = [](const std::string& angle, const std::string& pairs) {
        const std::string text = R"json({"format": "alphascope.design", "version": 1, "id": "turn", "name": "Turn",
            "parameters": { "theta": { "value": 0.3, "range": [0, 1] } },
            "signals": { "q": { "axes": ["head", "time", "state"], "role": "query" },
                         "k": { "axes": ["head", "time", "state"], "role": "key" } },
            "evolution": { "kind": "rotation", "angle": ")json" +
                                 angle + R"json(", "pairs": ")json" + pairs +
                                 R"json(" }, "write": "k", "read": "q" })json";
        const auto design = design_from_json(text);
        REQUIRE(design.has_value());
        return *realise_on(*design, small_scene(9, 1, 6))->system(0);
    };
    for (const std::string pairs : {"interleaved", "half"}) {
        const auto one = with_angle("theta", pairs), each = with_angle("theta + 0 * index(pair)", pairs);
        const auto &a = std::get<RotationSteps>(one->steps), &b = std::get<RotationSteps>(each->steps);
        CHECK(a.angle == b.angle);
        CHECK(a.angle.minCoeff() == 0.3);
        CHECK(one->b == each->b);
        CHECK(one->q == each->q);
    }
}
