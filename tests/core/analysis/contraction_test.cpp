#include "core/analysis/contraction.hpp"
#include "core/design/presets.hpp"
#include "core/system/realise.hpp"
#include "core/system/step_algebra.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;

TEST_CASE("the certificate is given where the form of A proves it", "[analysis]") {
    for (const char* id :
         {"softmax", "softmax_rope",  "retention", "simple_gla", "gla",    "mamba1",     "mamba2",
          "s4d",     "lru",           "gateloop",  "mega_ema",   "mingru", "delta_rule", "gated_delta_rule",
          "kda",     "delta_product", "path",      "path_fox",   "hyena2", "s5_bidir",   "rg_lru",
          "mlstm"}) {
        CAPTURE(id);
        const auto found = contraction(*preset(id));
        CAPTURE(found.reason);
        CHECK(found.answer == Answer::yes);
    }
}

TEST_CASE("a step above 1 on random tokens refuses the certificate and is named", "[analysis]") {
    for (const char* id : {"rwkv6", "comba", "dense_ltv", "log_linear", "linoss_imex"}) {
        CAPTURE(id);
        const auto found = contraction(*preset(id));
        CHECK(found.answer == Answer::no);
        CHECK(found.reason.find("of random tokens") != std::string::npos);
    }
}

TEST_CASE("neither proof nor counterexample is unknown", "[analysis]") {
    CHECK(contraction(*preset("lightnet")).answer == Answer::unknown); // a difference of two sums over the past
    CHECK(contraction(*preset("s5_bilinear")).answer == Answer::unknown);
    CHECK(contraction(*preset("hgrn2")).answer == Answer::unknown); // its bound occurs twice
}

TEST_CASE("a range that allows more than a contraction takes the certificate away", "[analysis]") {
    Design design = *preset("delta_rule");
    for (auto& signal : design.signals)
        if (signal.name == "beta")
            signal.range = {0, 2.5};
    CHECK(contraction(design).answer != Answer::yes);
    design = *preset("gla");
    CHECK(contraction(with_parameter(design, "gate_bias", 0)).answer == Answer::yes);
    for (auto& signal : design.signals)
        if (signal.name == "gk")
            signal.range = {-1000, 1};
    CHECK(contraction(design).answer == Answer::unknown);
}

TEST_CASE("no preset that is certified has a step above 1, whatever the seed", "[analysis]") {
    for (const auto& entry : preset_list()) {
        const Design design = *preset(entry.id);
        if (contraction(design).answer != Answer::yes)
            continue;
        for (const std::uint64_t seed : {1, 2, 3}) {
            Scene scene;
            scene.length = 40;
            scene.heads = 2;
            scene.state = 6;
            scene.seed = seed;
            const auto realised = realise(design, *load_scene(scene));
            REQUIRE(realised.has_value());
            const auto system = *(*realised)->system(0);
            CAPTURE(entry.id, seed);
            for (Index i = 1; i < scene.length; ++i)
                REQUIRE(step_norm(*system, i) <= 1 + 1e-9);
        }
    }
}
