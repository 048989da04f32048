// A design is refused with the place, or computed: by its axes, its sizes, its memory, before any number is made.
#include "app/engines.hpp"
#include "core/design/design_json.hpp"
#include "core/design/presets.hpp"
#include "core/language/shapes.hpp"
#include "core/system/output.hpp"
#include "core/system/realise.hpp"
#include "core/system/realiser.hpp"
#include "core/system/soundness.hpp"
#include "tests/support/catch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

using namespace alphascope;

namespace {

LoadedScene tokens(Index length = 12, Index heads = 2, Index state = 4) {
    LoadedScene scene;
    scene.scene.length = length;
    scene.scene.heads = heads;
    scene.scene.state = state;
    return scene;
}

/// A design of q, k and v per head, with members put in or replaced: "\"write\": \"k\"".
Design with(const std::string& members, const std::string& signals = "", const std::string& axes = "") {
    std::string text = R"({"format": "alphascope.design", "version": 1, "id": "d", "axes": {)" + axes +
                       R"(}, "signals": {
        "q": {"axes": ["head", "time", "state"], "role": "query"},
        "k": {"axes": ["head", "time", "state"], "role": "key"},
        "beta": {"axes": ["head", "time", "micro"], "role": "step"},
        "c": {"axes": ["channel"], "role": "weight"},
        "turn": {"axes": ["pair"], "role": "angle"},
        "v": {"axes": ["head", "time", "value"], "role": "value"})" +
                       (signals.empty() ? "" : ", " + signals) + "}, " + members;
    for (const auto& [key, value] :
         {std::pair("evolution", R"({"kind": "identity"})"), std::pair("write", R"("k")"), std::pair("read", R"("q")")})
        if (members.find(fmt::format("\"{}\":", key)) == std::string::npos)
            text += fmt::format(", \"{}\": {}", key, value);
    const auto design = design_from_json(text + "}");
    if (!design)
        FAIL(one_line(design.error()) << "\n" << text);
    return *design;
}

MixedOutput computed(const Design& design, const LoadedScene& scene) {
    const auto realised = realise(design, scene);
    if (!realised)
        FAIL(one_line(realised.error()));
    const Range all{0, (*realised)->length};
    const auto result = mix(**realised, make_engines(), "reference", all, all, 1 << 30, {});
    if (!result)
        FAIL(one_line(result.error()));
    return *result;
}

} // namespace

TEST_CASE("what every preset says of itself holds: the checks accept it", "[system][soundness]") {
    for (const auto& entry : preset_list()) {
        if (entry.user)
            continue;
        INFO(entry.id);
        const auto problems = problems_on_tokens(*preset(entry.id));
        CHECK((problems.empty() ? "" : one_line(problems.front())) == "");
    }
}

TEST_CASE("a value of other axes than the place takes is named with them, in the checks and in computing",
          "[system][soundness]") {
    struct Wrong {
        const char *members, *where, *says;
    };
    for (
        const Wrong& wrong : {
            Wrong{R"("value": "q")", "/value", "state"},
            Wrong{R"x("value": "complex(v, 1)")x", "/value", "complex"},
            Wrong{R"x("write": "k * rename(c, channel, pair)")x", "/write", "pair"},
            Wrong{R"x("read": "slice(q, 0, 1, head)")x", "/read", "axis head has"},
            Wrong{R"x("write": "slice(k, 0, 2, time)")x", "/write", "axis time has"},
            Wrong{R"x("read": "rename(c, channel, time)")x", "/read", "axis time has"},
            Wrong{R"x("read": "slice(q, 0, 2)")x", "/read", "state = 2"},
            Wrong{R"("skip": "q")", "/skip", "state"},
            Wrong{R"x("evolution": {"kind": "scalar", "log": "q"})x", "/evolution/log", "state"},
            Wrong{
                R"x("evolution": {"kind": "rotation", "angle": "turn"}, "write": "slice(k, 0, 2)", "read": "slice(q, 0, 2)")x",
                "/evolution/angle", "pairs need"},
            Wrong{
                R"x("evolution": {"kind": "rotation", "angle": "turn", "pairs": "half"}, "write": "slice(k, 0, 2)", "read": "slice(q, 0, 2)")x",
                "/evolution/angle", "pairs need"},
            Wrong{R"x("evolution": {"kind": "householder", "key": "k", "beta": "slice(beta, 0, 1, micro)"})x",
                  "/evolution/beta", "micro = 1"},
            Wrong{R"x("evolution": {"kind": "dense", "matrix": "outer(q, k, state, from) * v"})x", "/evolution/matrix",
                  "value"},
            Wrong{
                R"x("evolution": {"kind": "delay", "inner": {"kind": "diagonal", "log": "slice(q, 0, 3)"}}, "write": "concat(0*k, k)", "read": "concat(q, q)")x",
                "/evolution/inner/log", "state = 3"},
            Wrong{R"x("normaliser": "row_sum + q")x", "/normaliser", "state"},
            Wrong{R"("readout": {"kind": "sigmoid", "bias": "v"})", "/readout/bias", "value"},
            Wrong{R"("window": "c")", "/window", "one number"},
        }) {
        INFO(wrong.members);
        const Design design = with(wrong.members);
        const auto problems = problems_on_tokens(design);
        REQUIRE(!problems.empty());
        CHECK(problems.front().where == wrong.where);
        CHECK_THAT(problems.front().message, Catch::Matchers::ContainsSubstring(wrong.says));
        const auto realised = realise(design, tokens(12, 4, 32));
        REQUIRE(!realised);
        CHECK(one_line(realised.error()) == one_line(problems.front()));
    }
}

TEST_CASE("values that make o infinite are refused with their place, in the checks as in computing",
          "[system][soundness]") {
    const auto [value, reason] = GENERATE(table<std::string, std::string>(
        {{"exp(900) * v", "a value v is not finite"}, {"5e307 * v", "the sum of α v overflows"}}));
    const Design design = with(fmt::format(R"("value": "{}")", value));
    const auto problems = problems_on_tokens(design);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].where == "/value");
    CHECK_THAT(problems[0].message, Catch::Matchers::ContainsSubstring(reason));
    const auto realised = realise(design, tokens());
    REQUIRE(realised);
    CHECK_FALSE(mix(**realised, make_engines(), "reference", {0, 12}, {0, 12}, 1 << 30, {}));
}

TEST_CASE("a row whose scores are all -inf is no fault, in the checks as in computing", "[system][soundness]") {
    const Design design =
        with(R"x("read": "-q * q * exp(800)", "write": "k * k", "readout": "exp", "normaliser": "sum")x");
    CHECK(problems_on_tokens(design).empty());
    const auto remarks = computed(design, tokens()).remarks;
    REQUIRE(remarks.size() == 1);
    CHECK_FALSE(remarks[0].warning);
}

TEST_CASE("all that does not fit is listed at once", "[system][soundness]") {
    const auto problems = problems_on_tokens(with(R"("write": "k + c + turn", "skip": "q", "value": "k")"));
    REQUIRE(problems.size() == 3);
    CHECK(problems[0].where == "/write");
    CHECK(problems[1].where == "/value");
    CHECK(problems[2].where == "/skip");
}

TEST_CASE("a value per channel on keys per head has a map and an output for each pair", "[system][soundness]") {
    const Design design =
        with(R"("write": "k", "read": "q", "value": "c * u")", R"("u": {"axes": ["time"], "role": "weight"})");
    const auto realised = *realise(design, tokens());
    const MixedOutput result = computed(design, tokens());
    const Index heads = 2, channels = 8, length = 12;
    REQUIRE(result.o);
    CHECK(result.alpha.shape == std::vector<Index>{heads, channels, length, length});
    CHECK(result.o->shape == std::vector<Index>{heads, channels, length});
    const Value &c = realised->signals.at("c"), &u = realised->signals.at("u");
    double off = 0;
    for (Index map = 0; map < heads * channels; ++map)
        for (Index i = 0; i < length; ++i) {
            double o = 0;
            for (Index j = 0; j <= i; ++j)
                o += result.alpha.float64[static_cast<std::size_t>((map * length + i) * length + j)] *
                     c.real[static_cast<std::size_t>(map % channels)] * u.real[static_cast<std::size_t>(j)];
            off = std::max(off, std::abs(o - result.o->float64[static_cast<std::size_t>(map * length + i)]));
        }
    CHECK(off < 1e-12);
}

TEST_CASE("the size of an own axis may come from a signal, made up or of a file", "[system][soundness]") {
    const Design design =
        with(R"x("write": "sum(w, feature) * k")x",
             R"("slots": {"axes": [], "default": "3"}, "w": {"axes": ["feature"]})", R"("feature": "2 * slots")");
    CHECK(problems_on_tokens(design).empty());
    CHECK((*realise(design, tokens()))->signals.at("w").size() == 6);
    auto file = std::make_shared<TensorSet>();
    file->tensors["slots"] = Tensor{{}, {5.0}, {}, "float64"};
    LoadedScene scene = tokens();
    scene.tensors = file;
    const auto realised = realise(design, scene);
    if (!realised)
        FAIL(one_line(realised.error()));
    CHECK((*realised)->signals.at("w").size() == 10);

    const auto odd = problems_on_tokens(with(R"x("write": "sum(w, feature) * k")x",
                                             R"("slots": {"axes": [], "default": "2.5"}, "w": {"axes": ["feature"]})",
                                             R"("feature": "slots")"));
    REQUIRE(odd.size() == 1);
    CHECK(odd[0].where == "/axes/feature");
    CHECK_THAT(odd[0].message, Catch::Matchers::ContainsSubstring("not 2.5"));
    const auto circular = problems_on_tokens(with(
        R"x("write": "sum(w, feature) * k")x", R"("w": {"axes": ["feature"]})", R"x("feature": "sum(w, feature)")x"));
    REQUIRE(circular.size() == 1);
    CHECK(circular[0].where == "/signals/w/axes");
}

TEST_CASE("memory is told before any of it is taken", "[system][soundness]") {
    const std::size_t limit = std::size_t{1} << 30;
    const auto refused = [&](const Design& design, const LoadedScene& scene) {
        const auto realised = Realiser(limit).realise(design, scene);
        REQUIRE(!realised);
        return one_line(realised.error());
    };
    const Design cubic = with(
        R"x("write": "merge(merge(outer(k, outer(k, k, state, from), state, value), value, state, state), from, state, state)",
             "read": "merge(merge(outer(q, outer(q, q, state, from), state, value), value, state, state), from, state, state)")x");
    CHECK_THAT(refused(cubic, tokens(512, 4, 32)), Catch::Matchers::ContainsSubstring("GB"));
    const Design wide =
        with(R"x("write": "sum(k * w, feature)")x", R"x("w": {"axes": ["feature"]})x", R"x("feature": "65536")x");
    CHECK_THAT(refused(wide, tokens(4096, 4, 32)), Catch::Matchers::ContainsSubstring("feature 65536"));
    CHECK(Realiser(limit).realise(with(R"("write": "k")"), tokens(4096, 4, 32)));
}

TEST_CASE("what is predicted of sizes is what comes out", "[system][soundness]") {
    for (const auto& entry : preset_list()) {
        if (entry.user)
            continue;
        const Design design = *preset(entry.id);
        const auto realised = realise(design, tokens(16, 2, 8));
        if (!realised)
            continue; // a preset that wants another state size
        INFO(entry.id);
        Environment sizes;
        sizes.length = (*realised)->length;
        sizes.state = (*realised)->state;
        for (const auto& [name, value] : (*realised)->signals)
            for (const auto& axis : value.axes)
                sizes.axis_sizes[axis.name] = axis.size;
        sizes.heads = sizes.axis_sizes.contains("head") ? sizes.axis_sizes["head"] : 1;
        Shapes known;
        for (const auto& [name, value] : (*realised)->signals)
            known[name] = shape_of(value);
        for (const auto& parameter : design.parameters)
            known[parameter.name] = Shape{{}, false, parameter.value};
        for (const auto& binding : design.let) {
            INFO(binding.name);
            const auto told = sized(binding.expression, sizes, known);
            if (!told) // an own axis that no signal has
                continue;
            const Value& made = (*realised)->let.at(binding.name);
            REQUIRE(told->shape);
            CHECK(describe(told->shape->axes) == describe(made.axes));
            CHECK(told->shape->complex == made.is_complex());
            known[binding.name] = shape_of(made);
        }
    }
}
