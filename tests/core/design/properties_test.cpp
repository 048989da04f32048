#include "core/design/presets.hpp"
#include "core/design/properties.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;

// Expected from ARCHITECTURES: what each model's section says about A, locality and φ.
TEST_CASE("properties are those the literature gives", "[design]") {
    struct Case {
        std::string id, step_class;
        bool linear, constant, invariant, closed;
    };
    const auto [id, step_class, linear, constant, invariant, closed] = GENERATE(values<Case>({
        {"softmax", "identity", false, true, false, true},
        {"softmax_rope", "complex diagonal (rotations)", false, true, false, true},
        {"fox", "identity, with a score bias (shear)", false, false, false, true},
        {"retention", "scalar", true, true, false, true},
        {"gla", "diagonal", true, false, false, true},
        {"rwkv6", "diagonal in a delay block", true, false, false, true},
        {"rwkv4", "scalar in a delay block", true, true, false, true},
        {"s4d", "complex diagonal", true, true, true, true},
        {"lru", "complex diagonal", true, true, true, true},
        {"gated_delta_rule", "diagonal + rank 1", true, false, false, true},
        {"kda", "diagonal + rank 1", true, false, false, false},
        {"delta_product", "diagonal + rank r (product of factors)", true, false, false, true},
        {"dense_ltv", "dense", true, false, false, false},
    }));
    CAPTURE(id);
    const auto p = properties(*preset(id));
    CHECK(p.step_class == step_class);
    CHECK(p.linear_readout == linear);
    CHECK(p.constant_evolution == constant);
    CHECK(p.time_invariant == invariant);
    CHECK(p.closed_form_eigenvalues == closed);
    CHECK(p.causal);
    // The decay of RWKV-6 comes from the token before, the units of RWKV-4 from all tokens so far.
    CHECK(p.local == (id != "rwkv6" && id != "rwkv4"));
}

TEST_CASE("mathematics spells out the choices", "[design]") {
    std::string text;
    for (const auto& line : mathematics(*preset("gated_delta_rule")))
        text += line.left + " = " + line.right + "\n";
    CHECK(text.find("A_i = (I − beta k kᵀ) diag(exp(g))") != std::string::npos);
    CHECK(text.find("b_j = beta * k / sqrt(n)") != std::string::npos);
    CHECK(text.find("φ(s) = s\n") != std::string::npos);
    CHECK(text.find("η_i = 1\n") != std::string::npos);
}

TEST_CASE("what must be kept of the past is said for each form", "[design]") {
    CHECK(memory_text(*preset("gla")) == "n·d_v numbers, the same at every token");
    CHECK(memory_text(*preset("softmax")) == "i·(n + d_v) numbers at token i (a cache)");
    CHECK(memory_text(*preset("softmax_window")) == "w·(n + d_v) numbers at most, w = window (a cache of the window)");
    CHECK(memory_text(*preset("long_conv")) == "i·d_v numbers at token i (a kernel as long as the sequence)");
    CHECK(memory_text(*preset("log_linear")) == "n·d_v numbers, n grows with log2 of the length");
    CHECK(memory_text(*preset("s5_bidir")) == "n·d_v numbers for each direction, the same at every token");
}
