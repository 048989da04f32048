// What goes wrong ends with its own status, one line that says what to change, and no file.
#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>

namespace {

/// Runs, expecting this status, one line on standard error with `part` in it, and no new file in the folder.
void fails(int status, const std::string& part, const Arguments& arguments, const TemporaryFolder& folder) {
    const auto before = folder.names();
    const Outcome outcome = run_cli(arguments, folder);
    std::string line;
    for (const std::string& word : arguments)
        line += word + " ";
    INFO(line << "\n" << outcome.err);
    CHECK(outcome.status == status);
    CHECK(outcome.error_lines().size() == 1);
    CHECK(contains(outcome.err, part));
    CHECK(folder.names() == before);
}

/// What programs write in its scope may not become longer than so many bytes, as on a disk that is full.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit now{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &now);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit before_{};
};

} // namespace

TEST_CASE("usage errors end with status 2", "[cli]") {
    const TemporaryFolder folder;
    fails(2, "", {}, folder);
    fails(2, "subcommand", {"nonsense"}, folder);
    fails(2, "--nonsense", {"presets", "--nonsense"}, folder);
    fails(2, "out", {"compute", "gla"}, folder);
    fails(2, "", {"show"}, folder);
    fails(2, "many", {"compute", "gla", "--length", "many", "--out", "R.npz"}, folder);
    fails(2, "figure", {"render", "gla", "--figure", "portrait", "--out", "F.pdf"}, folder);
    fails(2, "'gla'", {"show", "glaa"}, folder); // the nearest preset is named
    fails(2, "gate_bias", {"compute", "gated_delta_rule", "--set", "gate_bais=1", "--out", "R.npz"}, folder);
    fails(2, "gate_bias", {"compute", "gated_delta_rule", "--set", "gate_bias=99", "--out", "R.npz"}, folder);
    fails(2, "rows", {"compute", "gla", "--rows", "9", "--cols", "0:4", "--out", "R.npz"}, folder);
}

TEST_CASE("designs and data that are wrong end with status 3", "[cli]") {
    const TemporaryFolder folder;
    write_text(folder / "broken.json", "{ \"format\": \"alphascope.design\", ");
    fails(3, "broken.json", {"compute", "broken.json", "--out", "R.npz"}, folder);
    const std::string other = test_data("golden/mamba2__std.npz").string(); // nothing this design takes
    fails(3, "no array of the file is a signal of this design",
          {"compute", "gated_delta_rule", "--inputs", other, "--out", "R.npz"}, folder);
}

TEST_CASE("signals of α that a file does not give are made up on purpose only, and that is said", "[cli]") {
    const TemporaryFolder folder;
    const std::string other = test_data("golden/softmax__std.npz").string(); // has no gate and no step
    fails(3, "--make-up beta,g", {"compute", "gated_delta_rule", "--inputs", other, "--out", "R.npz"}, folder);
    fails(2, "did you mean 'beta'?",
          {"compute", "gated_delta_rule", "--inputs", other, "--make-up", "bta", "--out", "R.npz"}, folder);
    fails(2, "--make-up", {"compute", "gated_delta_rule", "--make-up", "beta", "--out", "R.npz"}, folder);
    const Outcome outcome =
        run_cli({"compute", "gated_delta_rule", "--inputs", other, "--make-up", "beta,g", "--out", "R.npz"}, folder);
    CHECK(outcome.status == 0);
    CHECK(contains(outcome.err, "warning: made up: beta, g (not in the file)"));
    CHECK(contains(outcome.err, "'k' should have norm 1"));
}

TEST_CASE("how arrays are read can be typed", "[cli]") {
    const TemporaryFolder folder;
    const std::string file = test_data("golden/softmax__std.npz").string(); // 2 heads, 32 tokens, and its alpha
    const auto compute = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"compute", "softmax", "--inputs", file, "--out", "R.npz"});
        return more;
    };
    CHECK(run_cli(compute({"--axes", "q=head time state"}), folder).status == 0);
    const Outcome turned = run_cli(compute({"--axes", "q=time head state"}), folder);
    CHECK(turned.status == 0);
    CHECK(contains(turned.out, "alpha [32, 2, 2]"));
    fails(3, "cannot be read as 'time state'", compute({"--axes", "q=time state"}), folder);
    fails(2, "the file has no array 'x'", compute({"--axes", "x=time state"}), folder);
    fails(2, "'o' is compared only", compute({"--axes", "o=head time state"}), folder);
    fails(3, "there is no entry 1", compute({"--entry", "1"}), folder);
    fails(2, "--entry", {"compute", "softmax", "--entry", "1", "--out", "R.npz"}, folder);
}

TEST_CASE("what is said twice, or changes nothing, is never passed over", "[cli]") {
    const TemporaryFolder folder;
    const std::string file = test_data("golden/softmax__std.npz").string();
    const auto gla = [](std::vector<std::string> more) {
        more.insert(more.begin(), {"compute", "gla", "--length", "8", "--out", "R.npz"});
        return more;
    };
    fails(2, "'gate_bias' is given twice: 1 and 2", gla({"--set", "gate_bias=1", "--set", "gate_bias=2"}), folder);
    fails(2, "'value' is given twice: 2 and 2", gla({"--size", "value=2", "--size", "value=2"}), folder);
    fails(2, "--length", gla({"--length", "9"}), folder);
    fails(2, "design 'gla' has no axis 'channel'", gla({"--size", "channel=3"}), folder);
    const Arguments softmax{"compute", "softmax", "--inputs", file, "--out", "R.npz"};
    const auto with = [&](std::vector<std::string> more) {
        more.insert(more.begin(), softmax.begin(), softmax.end());
        return more;
    };
    fails(2, "'q' is given twice", with({"--axes", "q=head time state", "--axes", "q=time head state"}), folder);
    const auto says = [&](const Arguments& arguments, const std::string& remark) {
        const Outcome outcome = run_cli(arguments, folder);
        INFO(outcome.err);
        CHECK(outcome.status == 0);
        CHECK(contains(outcome.err, remark));
    };
    says(with({"--entry", "0"}), "note: entry 0 is all there is: the arrays have no batch axis");
    says(with({"--make-up", "q"}), "warning: made up: q (on purpose, instead of what the file gives)");
    says({"compute", "s4d", "--length", "8", "--heads", "3", "--out", "R.npz"},
         "note: --heads changes nothing: design 's4d' has no axis 'head'");
}

TEST_CASE("validate lists the problems of every file and ends with the status of the first", "[cli]") {
    const TemporaryFolder folder;
    write_text(folder / "broken.json", "{ \"format\": \"alphascope.design\", ");
    const Outcome broken = run_cli({"validate", "broken.json", "missing.json"}, folder);
    CHECK(broken.status == 3);
    CHECK(contains(broken.err, "broken.json: line 1"));
    CHECK(contains(broken.err, "missing.json: "));
    CHECK(broken.error_lines().size() == 2);
    CHECK(broken.out.empty());
    CHECK(run_cli({"validate", "missing.json"}, folder).status == 5);
}

TEST_CASE("sizes that cannot be are refused with status 3, at once", "[cli]") {
    const TemporaryFolder folder;
    fails(3, "", {"compute", "gla", "--length", "0", "--out", "R.npz"}, folder);
    fails(3, "", {"compute", "gla", "--length", "16", "--state", "0", "--out", "R.npz"}, folder);
    fails(3, "", {"compute", "gla", "--length", "1000000000", "--out", "R.npz"}, folder);
}

TEST_CASE("an engine that is not here ends with status 4 and its reason", "[cli]") {
    const TemporaryFolder folder;
    fails(4, "CUDA", {"compute", "gla", "--length", "16", "--engine", "cuda", "--out", "R.npz"}, folder);
}

TEST_CASE("files that cannot be read or written end with status 5", "[cli]") {
    const TemporaryFolder folder;
    fails(5, "missing.json", {"show", "missing.json"}, folder);
    fails(5, "missing.npz", {"compute", "gla", "--inputs", "missing.npz", "--out", "R.npz"}, folder);
    fails(5, "nowhere", {"compute", "gla", "--length", "16", "--out", "nowhere/R.npz"}, folder);
    fails(5, "nowhere", {"analyse", "gla", "--length", "16", "--out", "nowhere/R.json"}, folder);
    fails(5, "nowhere", {"render", "gla", "--length", "16", "--figure", "map", "--out", "nowhere/F.pdf"}, folder);
    std::filesystem::create_directory(folder / "taken");
    fails(5, "taken", {"compute", "gla", "--length", "16", "--out", "taken"}, folder);
}

TEST_CASE("a file that there is no room for leaves nothing behind, and the reason is said", "[cli]") {
    const TemporaryFolder folder;
    const FileSizeLimit limit(1000);
    const std::string reason = "cannot be written: it would be larger than files may become here";
    fails(5, reason, {"compute", "gla", "--length", "16", "--out", "R.npz"}, folder);
    fails(5, reason, {"analyse", "gla", "--length", "16", "--out", "R.json"}, folder);
    for (const char* file : {"F.pdf", "F.svg", "F.png"})
        fails(5, reason, {"render", "gla", "--length", "16", "--figure", "map", "--out", file}, folder);
}

TEST_CASE("what standard output does not take is no success", "[cli]") {
    if (::access("/dev/full", W_OK) != 0)
        return;
    const std::string line = std::string(ALPHASCOPE_CLI) + " presets > /dev/full 2> /dev/null";
    CHECK(WEXITSTATUS(std::system(line.c_str())) == 5);
}

TEST_CASE("a folder without write permission is file trouble, and an old result in it survives", "[cli]") {
    if (::geteuid() == 0)
        return; // root may write everywhere
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "locked");
    write_text(folder / "locked/R.npz", "old");
    std::filesystem::permissions(folder / "locked",
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    fails(5, "locked", {"compute", "gla", "--length", "16", "--out", "locked/R.npz"}, folder);
    CHECK(file_text(folder / "locked/R.npz") == "old");
    std::filesystem::permissions(folder / "locked", std::filesystem::perms::owner_all);
}

TEST_CASE("a result that is not finite ends with status 6 and the place", "[cli]") {
    const TemporaryFolder folder;
    // Every step multiplies by e^400: the product of two of them is above the largest double.
    write_text(folder / "explodes.json", R"({ "format": "alphascope.design", "version": 1,
  "id": "explodes", "name": "Explodes", "family": "test",
  "signals": {
    "q": { "axes": ["head", "time", "state"], "role": "query" },
    "k": { "axes": ["head", "time", "state"], "role": "key" },
    "v": { "axes": ["head", "time", "value"], "role": "value" } },
  "evolution": { "kind": "scalar", "log": "400" },
  "write": "k", "read": "q", "readout": "identity", "normaliser": "one" })");
    fails(6, "", {"compute", "explodes.json", "--length", "8", "--engine", "reference", "--out", "R.npz"}, folder);
}
