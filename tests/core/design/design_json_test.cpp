#include "core/design/design_json.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;

namespace {

// A sound document with one member replaced or added.
std::string document(const std::string& member = "", const std::string& evolution = R"({"kind": "scalar", "log": "g"})",
                     const std::string& write = "\"k\"") {
    return R"({"format": "alphascope.design", "version": 1, "id": "test", "name": "Test",
  "parameters": {"bias": {"value": 2, "range": [-1, 5], "help": "h"}},
  "signals": {"q": {"axes": ["head", "time", "state"], "role": "query"}, "k": {"axes": ["head", "time", "state"], "role": "key"},
              "g": {"axes": ["head", "time"], "role": "log_decay", "default": "-softplus(normal(-bias, 1))"
}
},
  "evolution": )" + evolution + R"(, "write": )" + write + R"(, "read": "q")" + (member.empty() ? "" : ", " + member) + "
}
";
}

} // namespace

TEST_CASE("a design document survives reading and writing", "[design]") {
    for (const std::string text : {document(), document(R"("readout": {"kind": "sigmoid", "bias": "bias"}, "normaliser": {"kind": "sum", "epsilon": 1e-6})"),
                                   document(R"("readout": "1 + score^2", "normaliser": "max(abs(row_sum), 1)", "skip": 1, "window": "8")"),
                                   document("", R"({"kind": "delay", "inner": {"kind": "diagonal", "log": "0*k"}, "carry": "exp(g)", "shear": "g"})", "\"concat(k, k)\"")
}) {
    const auto design = design_from_json(text);
    if (!design)
        FAIL(one_line(design.error()));
    const auto again = design_from_json(design_to_json(*design));
    REQUIRE(again.has_value());
    CHECK(*again == *design);
}
}

TEST_CASE("every way of being wrong has its place and its advice", "[design]") {
    struct Case {
        std::string text, where, message;
    };
    const auto [text, where, message] = GENERATE(values<Case>({
        {"{", "", "line 1"},
        {"[]", "", "must be an object"},
        {R"({"format": "alphascope.scene"})", "/format", "must be \"alphascope.design\""},
        {R"({"format": "alphascope.design", "version": 99})", "/version", "newer Alphascope"},
        {document(R"("reed": "q")"), "/reed", "unknown key; did you mean 'read'?"},
        {document("", R"({"kind": "scalr", "log": "g"})"), "/evolution/kind", "did you mean 'scalar'?"},
        {document("", R"({"kind": "scalar"})"), "/evolution/log", "exactly one of"},
        {document("", R"({"kind": "scalar", "log": "g", "factor": "g"})"), "/evolution/log", "exactly one of"},
        {document("", R"({"kind": "householder", "beta": "g"})"), "/evolution/key", "is missing"},
        {document("", R"({"kind": "low_rank", "d": 1, "u": "k", "v": "k", "order": "last"})"), "/evolution/order",
         "\"read_first\" or \"decay_first\""},
        {document("", R"({"kind": "scalar", "log": "g"})", "\"bias * kk\""), "/write",
         "'bias * kk': unknown signal 'kk' at column 8; did you mean 'k'?"},
        {document("", R"({"kind": "scalar", "log": "g"})", "\"k *\""), "/write", "'k *'"},
        {document("", R"({"kind": "scalar", "log": "g"})", "[1]"), "/write", "must be an expression"},
        {document(R"("readout": "expp")"), "/readout", "did you mean 'exp'?"},
        {document(R"("readout": {"kind": "relu", "bias": 1})"), "/readout/bias", "unknown key"},
        {document(R"("normaliser": {"kind": "one", "sink": 1})"), "/normaliser/sink", "unknown key"},
        {document(R"("let": {"q": "k"})"), "/let/q", "declared twice"},
        {document(R"("let": {"exp": "k"})"), "/let/exp", "built in"},
        {document(R"("let": {"1a": "k"})"), "/let/1a", "a name is made of"},
        {document(R"("let": {"a": "b", "b": "k"})"), "/let/a", "unknown signal 'b'"},
        {document(R"("axes": {"time": "3"})"), "/axes/time", "new name"},
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
    const auto design = design_from_json(document("", R"({"kind": "scalar", "log": "g"})", "\"bias * kk\""));
    REQUIRE_FALSE(design.has_value());
    CHECK(design.error().offset == 7);
    CHECK(design.error().length == 2);
}

TEST_CASE("all problems are listed, not only the first", "[design]") {
    CHECK(design_problems(document(R"("reed": 1, "skipp": 2)")).size() == 2);
}
