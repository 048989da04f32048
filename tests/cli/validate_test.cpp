// What validate accepts, compute and analyse run; what it refuses, they refuse with the same place.
#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

namespace {

std::string design(const std::string& members, const std::string& signals = "", const std::string& axes = "") {
    return R"({"format": "alphascope.design", "version": 1, "id": "d", "axes": {)" + axes + R"(}, "signals": {
        "q": {"axes": ["channel", "time"], "role": "query"}, "k": {"axes": ["head", "time"], "role": "key"},
        "v": {"axes": ["channel", "time"], "role": "value"})" +
           signals + R"(}, "evolution": {"kind": "identity"}, "read": "q", )" + members + "}";
}

} // namespace

TEST_CASE("a design is accepted and run, or refused everywhere with the same place", "[cli]") {
    const TemporaryFolder folder;
    const Arguments compute{"compute", "d.json", "--length", "12", "--out", "R.npz"},
        analyse{"analyse", "d.json", "--length", "12", "--out", "R.json"};
    for (const auto& accepted :
         {design(R"("write": "k")"), design(R"x("write": "k * sum(w, feature)")x",
                                            R"(, "slots": {"axes": [], "default": "3"}, "w": {"axes": ["feature"]})",
                                            R"("feature": "2 * slots")")}) {
        INFO(accepted);
        write_text(folder / "d.json", accepted);
        for (const Arguments& arguments : {Arguments{"validate", "d.json"}, compute, analyse})
            CHECK(run_cli(arguments, folder).status == 0);
    }
    write_text(folder / "d.json",
               design(R"x("write": "k", "value": "outer(v, v, channel, state)", "skip": "slice(k, 0, 5, time)")x"));
    const Outcome refused = run_cli({"validate", "d.json"}, folder);
    CHECK(refused.status == 3);
    CHECK(refused.error_lines().size() == 2);
    CHECK(contains(refused.err, "/value: 'outer(v, v, channel, state)' has axes channel 8 × time 12 × state 8"));
    CHECK(contains(refused.err, "/skip: 'slice(k, 0, 5, time)' has time = 5"));
    for (const Arguments& arguments : {compute, analyse}) {
        const Outcome outcome = run_cli(arguments, folder);
        CHECK(outcome.status == 3);
        CHECK(contains(outcome.err, "/value: 'outer(v, v, channel, state)' has axes"));
    }
}

TEST_CASE("validate looks into the design of a workspace", "[cli]") {
    const TemporaryFolder folder;
    const std::string wrong = design(R"x("write": "k", "value": "outer(v, v, channel, state)")x");
    write_text(folder / "w.json", R"({"format": "alphascope.workspace", "version": 1, "design": )" + wrong +
                                      R"(, "scene": {"format": "alphascope.scene", "version": 1, "length": 12}})");
    const Outcome refused = run_cli({"validate", "w.json"}, folder);
    CHECK(refused.status == 3);
    CHECK(contains(refused.err, "/design/value"));
}
