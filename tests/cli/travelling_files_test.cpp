// Documents travel: they name no place of the machine, and say what helps where their file has not come along.
#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

#include <nlohmann/json.hpp>

namespace fs = std::filesystem;

namespace {

/// A workspace on a tensor file, as somebody may have written it.
std::string workspace_on(const std::string& path, const std::string& more = "") {
    const auto design = file_text(fs::path(ALPHASCOPE_SOURCE_DIR) / "resources/presets/softmax.json");
    return R"({"format": "alphascope.workspace", "version": 2, "design": )" + design +
           R"(, "scene": {"format": "alphascope.scene", "version": 2, "source": {"kind": "tensors", "path": ")" + path +
           "\"" + more + "}}}";
}

} // namespace

TEST_CASE("a workspace whose file is not there names it and the option that helps", "[cli][files]") {
    const TemporaryFolder folder;
    write_text(folder / "w.json", workspace_on("runs/layer.npz"));
    const Outcome missing = run_cli({"compute", "w.json", "--out", "R.npz"}, folder);
    CHECK(missing.status == 5);
    CHECK(missing.error_lines().size() == 1);
    CHECK(contains(missing.err, "w.json: /scene/source/path: layer.npz was not found: locate it"));
    CHECK(contains(missing.err, "; give it with --inputs FILE"));

    fs::copy_file(test_data("golden/softmax__std.npz"), folder / "moved.npz");
    const Outcome given = run_cli({"compute", "w.json", "--inputs", "moved.npz", "--out", "R.npz"}, folder);
    INFO(given.err);
    CHECK(given.status == 0);
    const Outcome wrong = run_cli({"compute", "w.json", "--inputs", "none.npz", "--out", "R.npz"}, folder);
    CHECK(wrong.status == 5);
    CHECK(contains(wrong.err, "none.npz: there is no such file; check the path"));
}

TEST_CASE("a workspace's file is found below it and beside it, from any working folder", "[cli][files]") {
    const TemporaryFolder folder;
    fs::create_directories(folder / "docs/runs");
    fs::copy_file(test_data("golden/softmax__std.npz"), folder / "docs/runs/layer.npz");
    write_text(folder / "docs/w.json", workspace_on("runs/layer.npz"));
    CHECK(run_cli({"compute", "docs/w.json", "--out", "R.npz"}, folder).status == 0);
    fs::rename(folder / "docs/runs/layer.npz", folder / "docs/layer.npz");
    CHECK(run_cli({"compute", "docs/w.json", "--out", "R.npz"}, folder).status == 0);
    write_text(folder / "docs/s.json", R"({"format": "alphascope.scene", "version": 1, "source": {"kind": "tensors", )"
                                       R"("path": "layer.npz"}})");
    CHECK(run_cli({"compute", "softmax", "--scene", "docs/s.json", "--out", "R.npz"}, folder).status == 0);
}

TEST_CASE("an exported figure names its file from where it lies, and nothing of the machine", "[cli][files]") {
    const TemporaryFolder folder;
    fs::create_directories(folder / "secret-home/runs");
    fs::create_directories(folder / "paper");
    fs::copy_file(test_data("golden/softmax__std.npz"), folder / "secret-home/runs/layer.npz");
    write_text(folder / "secret-home/w.json", workspace_on("runs/layer.npz"));
    const std::string ending = GENERATE(as<std::string>{}, ".svg", ".pdf", ".png");
    INFO(ending);
    for (const std::string& figure : {"paper/f" + ending, "secret-home/f" + ending}) {
        const Outcome made = run_cli({"render", "secret-home/w.json", "--figure", "map", "--out", figure}, folder);
        INFO(made.err);
        REQUIRE(made.status == 0);
        const std::string bytes = file_text(folder / figure);
        CHECK_FALSE(contains(bytes, "secret-home"));
        CHECK_FALSE(contains(bytes, folder.path().string()));
        CHECK_FALSE(contains(bytes, "/Author"));
    }
    CHECK(run_cli({"compute", "secret-home/f" + ending, "--out", "R.npz"}, folder).status == 0);
    const Outcome apart = run_cli({"compute", "paper/f" + ending, "--out", "R.npz"}, folder);
    CHECK(apart.status == 5);
    CHECK(contains(apart.err, "layer.npz was not found: locate it"));
    fs::copy_file(folder / "secret-home/runs/layer.npz", folder / "paper/layer.npz");
    CHECK(run_cli({"compute", "paper/f" + ending, "--out", "R.npz"}, folder).status == 0);
}

TEST_CASE("validate looks for the data of documents and figures as render does", "[cli][files]") {
    const TemporaryFolder folder;
    fs::copy_file(test_data("golden/softmax__std.npz"), folder / "layer.npz");
    write_text(folder / "w.json", workspace_on("layer.npz"));
    REQUIRE(run_cli({"render", "w.json", "--figure", "map", "--out", "f.svg"}, folder).status == 0);
    for (const char* file : {"w.json", "f.svg"}) {
        const Outcome fine = run_cli({"validate", file}, folder);
        CHECK(fine.status == 0);
        CHECK(fine.out == std::string(file) + ": ok\n");
    }
    fs::remove(folder / "layer.npz");
    for (const char* file : {"w.json", "f.svg"}) {
        const Outcome missing = run_cli({"validate", file}, folder);
        CHECK(missing.status == 5);
        CHECK(contains(missing.err, std::string(file) + ": "));
        CHECK(contains(missing.err, "layer.npz was not found"));
    }
    fs::copy_file(test_data("golden/softmax__big.npz"), folder / "layer.npz");
    const Outcome changed = run_cli({"validate", "f.svg"}, folder);
    CHECK(changed.status == 0);
    CHECK(contains(changed.err, "f.svg: warning: 'layer.npz' has changed since the document was saved"));
    fs::remove(folder / "layer.npz");
    fs::copy_file(test_data("golden/mamba2__std.npz"), folder / "layer.npz");
    CHECK(run_cli({"validate", "f.svg"}, folder).status == 3);
}

TEST_CASE("a report in JSON names no place of the machine", "[cli][files]") {
    const TemporaryFolder folder;
    fs::create_directories(folder / "secret-home");
    fs::copy_file(test_data("golden/softmax__std.npz"), folder / "secret-home/layer.npz");
    REQUIRE(run_cli({"analyse", "softmax", "--inputs", "secret-home/layer.npz", "--out", "r.json"}, folder).status ==
            0);
    CHECK_FALSE(contains(file_text(folder / "r.json"), "secret-home"));
}
