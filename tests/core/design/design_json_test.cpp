#include "core/design/design_json.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;

namespace {

// A sound document with one member replaced or added.
std::string document(const std::string& member = "",
                     const std::string& evolution = R"json({"kind": "scalar", "log": "g"})json",
                     const std::string& write = "\"k\"") {
    return R"json({"format": "alphascope.design", "version": 1, "id": "test", "name": "Test",
  "parameters": {"bias": {"value": 2, "range": [-1, 5], "help": "h"}},
  "signals": {"q": {"axes": ["head", "time", "state"], "role": "query"},
              "k": {"axes": ["head", "time", "state"], "role": "key"},
              "g": {"axes": ["head", "time"], "role": "log_decay", "default": "-softplus(normal(-bias, 1))"}},
  "evolution": )json" +
           evolution + R"json(, "write": )json" + write + R"json(, "read": "q")json" +
           (member.empty() ? "" : ", " + member) + "}";
}

} // namespace

TEST_CASE("a design document survives reading and writing", "[design]") {
    for (
        const std::string& text :
        {document(),
         document(
             R"json("readout": {"kind": "sigmoid", "bias": "bias"}, "normaliser": {"kind": "sum", "epsilon": 1e-6})json"),
         document(
             R"json("readout": "1 + score^2", "normaliser": "max(abs(row_sum), 1)", "skip": 1, "window": "8")json"),
         document(
             "",
             R"json({"kind": "delay", "inner": {"kind": "diagonal", "log": "0*k"}, "carry": "exp(g)", "shear": "g"})json",
             "\"concat(k, k)\"")}) {
        const auto design = design_from_json(text);
        if (!design)
            FAIL(one_line(design.error()));
        const auto again = design_from_json(design_to_json(*design));
        REQUIRE(again.has_value());
        CHECK(*again == *design);
    }
}

TEST_CASE("an optional signal says what it is where a file leaves it out", "[design]") {
    const auto with = [](const std::string& members) {
        std::string text = document("", R"json({"kind": "scalar", "log": "g"})json", "\"k + bonus\"");
        return text.replace(text.find("\"g\": {"), 0,
                            R"json("bonus": {"axes": ["head"], "role": "bias")json" + members + "}, ");
    };
    const Design neutral = *design_from_json(with(R"json(, "default": "bias", "optional": "0")json"));
    CHECK(neutral.signals[2].optional);
    CHECK(neutral.signals[2].neutral->text == "0");
    CHECK(format_version(neutral) == 2);
    CHECK(*design_from_json(design_to_json(neutral)) == neutral);
    const Design by_default = *design_from_json(with(R"json(, "default": "0", "optional": true)json"));
    CHECK(by_default.signals[2].optional);
    CHECK_FALSE(by_default.signals[2].neutral.has_value());
    CHECK(*design_from_json(design_to_json(by_default)) == by_default);
    CHECK(format_version(*design_from_json(with(R"json(, "optional": false)json"))) == 1);

    const auto problem = [&](const std::string& members) { return design_problems(with(members)).at(0); };
    CHECK(problem(R"json(, "optional": true)json").where == "/signals/bonus/optional");
    CHECK(problem(R"json(, "optional": "q")json").message.find("a neutral value reads parameters only") !=
          std::string::npos);
    CHECK(problem(R"json(, "optional": "q")json").where == "/signals/bonus/optional");
    CHECK(problem(R"json(, "optional": [])json").where == "/signals/bonus/optional");
}

TEST_CASE("every way of being wrong has its place and its advice", "[design]") {
    struct Case {
        std::string text, where, message;
    };
    const auto [text, where, message] = GENERATE(values<Case>({
        {"{", "", "line 1"},
        {"[]", "", "must be an object"},
        {R"json({"format": "alphascope.scene"})json", "/format", "must be \"alphascope.design\""},
        {R"json({"format": "alphascope.design", "version": 99})json", "/version", "newer Alphascope"},
        {document(R"json("reed": "q")json"), "/reed", "unknown key; did you mean 'read'?"},
        {document("", R"json({"kind": "scalr", "log": "g"})json"), "/evolution/kind", "did you mean 'scalar'?"},
        {document("", R"json({"kind": "delay", "inner": {"kind": "delay", "inner": {"kind": "identity"}}})json"),
         "/evolution/inner/kind", "no other one inside; kinds are identity"},
        {document("", R"json({"kind": "delay", "inner": {"kind": "delays"}})json"), "/evolution/inner/kind",
         "level_merge"},
        {document("", R"json({"kind": "scalar"})json"), "/evolution/log", "exactly one of"},
        {document("", R"json({"kind": "scalar", "log": "g", "factor": "g"})json"), "/evolution/log", "exactly one of"},
        {document("", R"json({"kind": "householder", "beta": "g"})json"), "/evolution/key", "is missing"},
        {document("", R"json({"kind": "low_rank", "d": 1, "u": "k", "v": "k", "order": "last"})json"),
         "/evolution/order", "\"read_first\" or \"decay_first\""},
        {document("", R"json({"kind": "scalar", "log": "g"})json", "\"bias * kk\""), "/write",
         "'bias * kk': unknown signal 'kk' at column 8; did you mean 'k'?"},
        {document("", R"json({"kind": "scalar", "log": "g"})json", "\"k *\""), "/write", "'k *'"},
        {document("", R"json({"kind": "scalar", "log": "g"})json", "[1]"), "/write", "must be an expression"},
        {document(R"json("readout": "expp")json"), "/readout", "did you mean 'exp'?"},
        {document(R"json("readout": {"kind": "relu", "bias": 1})json"), "/readout/bias", "unknown key"},
        {document(R"json("normaliser": {"kind": "one", "sink": 1})json"), "/normaliser/sink", "unknown key"},
        {document(R"json("let": {"q": "k"})json"), "/let/q", "declared twice"},
        {document(R"json("let": {"exp": "k"})json"), "/let/exp", "built in"},
        {document(R"json("let": {"1a": "k"})json"), "/let/1a", "a name is made of"},
        {document(R"json("let": {"a": "b", "b": "k"})json"), "/let/a", "unknown signal 'b'"},
        {document(R"json("axes": {"time": "3"})json"), "/axes/time", "new name"},
        {document(R"json("normaliser": "sum(row_sum, head)")json"), "/normaliser", "'sum(row_sum, head)': "},
        {document(R"json("readout": "score + cumsum(score)")json"), "/readout", "'score + cumsum(score)': "},
        {document(R"json("direction": {"kind": "both"})json"), "/direction/read", "is missing"},
        {document(R"json("direction": {"kind": "back"})json"), "/direction/kind", "\"causal\" or \"both\""},
        {document(R"json("direction": "both")json"), "/direction", "{\"kind\": \"both\", \"read\": "},
        {document(R"json("direction": {"kind": "both", "read": "qq"})json"), "/direction/read", "unknown signal 'qq'"},
    }));
    CAPTURE(text);
    const auto problems = design_problems(text);
    REQUIRE_FALSE(problems.empty());
    CHECK(problems.front().code == ErrorCode::invalid_design);
    CHECK(problems.front().where == where);
    CHECK(problems.front().message.find(message) != std::string::npos);
    CAPTURE(problems.front().message);
    REQUIRE_FALSE(design_from_json(text).has_value());
}

TEST_CASE("an error in an expression marks its characters", "[design]") {
    const auto design = design_from_json(document("", R"json({"kind": "scalar", "log": "g"})json", "\"bias * kk\""));
    REQUIRE_FALSE(design.has_value());
    CHECK(design.error().offset == 7);
    CHECK(design.error().length == 2);
}

TEST_CASE("all problems are listed, not only the first", "[design]") {
    CHECK(design_problems(document(R"json("reed": 1, "skipp": 2)json")).size() == 2);
}
