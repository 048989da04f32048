#include "core/workspace/workspace.hpp"

#include "core/base/resources.hpp"
#include "core/design/design_json.hpp"
#include "core/design/presets.hpp"
#include "core/io/tensors.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace alphascope;
namespace fs = std::filesystem;

static Workspace example() {
    Scene scene;
    scene.length = 16;
    return {snapshot(preset("simple_gla").value()), snapshot(scene), {}};
}

static Workspace on_file(const std::string& path) {
    Workspace workspace = example();
    Scene scene = *workspace.scene;
    scene.source = TensorSource{path};
    workspace.scene = snapshot(scene);
    return workspace;
}

static std::string path_of(const Workspace& workspace) {
    return std::get<TensorSource>(workspace.scene->source).path;
}

TEST_CASE("a workspace is read back as it was written", "[workspace]") {
    const TemporaryFolder folder;
    Workspace workspace = example();
    workspace.view = {
        .map = 1, .show = "scores", .scale = "symlog", .pooling = "mean", .i = 9, .j = 0, .rows = Range{2, 12}};
    REQUIRE(save_workspace(folder / "a.json", workspace).has_value());
    const auto back = open_document(folder / "a.json", example().scene);
    REQUIRE(back.has_value());
    CHECK(same_content(*back, workspace));
    CHECK(back->view == workspace.view);
    CHECK(workspace_to_json(*back) == workspace_to_json(workspace));
}

TEST_CASE("colours chosen by the numbers make a version 2, all others keep their word", "[workspace]") {
    Workspace workspace = example();
    CHECK(workspace.view.scale == "auto");
    const std::string fresh = workspace_to_json(workspace);
    CHECK(fresh.find("\"version\": 2") != std::string::npos);
    CHECK(workspace_from_json(fresh)->view.scale == "auto");
    for (const std::string scale : {"linear", "log", "symlog"}) {
        workspace.view.scale = scale;
        const std::string text = workspace_to_json(workspace);
        CHECK(text.find("\"version\": 1") != std::string::npos);
        CHECK(workspace_from_json(text)->view.scale == scale);
    }
    // A document that says nothing was saved with a linear scale.
    workspace.view.scale = "linear";
    const std::string plain = workspace_to_json(workspace);
    CHECK(plain.find("\"view\"") == std::string::npos);
    CHECK(workspace_from_json(plain)->view.scale == "linear");
}

TEST_CASE("a lone design opens on the scene at hand", "[workspace]") {
    const TemporaryFolder folder;
    const Workspace workspace = example();
    REQUIRE(write_file_atomically(folder / "design.json", design_to_json(*workspace.design)).has_value());
    const auto opened = open_document(folder / "design.json", workspace.scene);
    REQUIRE(opened.has_value());
    CHECK(*opened->design == *workspace.design);
    CHECK(opened->scene == workspace.scene);
}

TEST_CASE("a tensor file is looked for beside the workspace that names it", "[workspace]") {
    const TemporaryFolder folder;
    std::string text = workspace_to_json(on_file("/data/layer.npz"));
    const auto written = [&](const std::string& path) {
        std::string changed = text;
        changed.replace(changed.find("/data/layer.npz"), 15, path);
        REQUIRE(write_file_atomically(folder / "w.json", changed).has_value());
        return path_of(open_document(folder / "w.json", nullptr).value());
    };
    CHECK(written("layer.npz") == (folder / "layer.npz").string());
    CHECK(written("sub/../layer.npz") == (folder / "layer.npz").string());
    CHECK(written("/data/layer.npz") == "/data/layer.npz");
    CHECK(written("sample:lm_softmax") == "sample:lm_softmax");
}

TEST_CASE("a saved workspace names its tensor file from the root, so that it may move", "[workspace]") {
    const auto saved_path = [](const std::string& path) {
        return path_of(workspace_from_json(workspace_to_json(on_file(path))).value());
    };
    CHECK(saved_path("layer.npz") == (fs::current_path() / "layer.npz").string());
    CHECK(saved_path("sample:x") == "sample:x");
}

TEST_CASE("what a workspace file can have wrong", "[workspace]") {
    Workspace workspace = example();
    workspace.view.map = 1;
    workspace.view.rows = Range{2, 7};
    const std::string good = workspace_to_json(workspace);
    REQUIRE(workspace_from_json(good).has_value());
    const auto error_of = [&](const std::string& from, const std::string& to) {
        std::string text = good;
        const auto at = text.find(from);
        REQUIRE(at != std::string::npos);
        const auto read = workspace_from_json(text.replace(at, from.size(), to));
        REQUIRE_FALSE(read.has_value());
        return read.error();
    };
    CHECK(error_of("\"version\": 1", "\"version\": 99").message.find("newer") != std::string::npos);
    CHECK(error_of("\"scene\"", "\"scenes\"").where == "/scenes");
    CHECK(error_of("\"evolution\"", "\"evolutions\"").where.starts_with("/design/evolution"));
    CHECK(error_of("alphascope.workspace", "something").where == "/format");
    CHECK(error_of("\"map\": 1", "\"map\": \"first\"").where == "/view/map");
    CHECK(error_of("\"map\": 1", "\"scale\": \"cubic\"").where == "/view/scale");
    CHECK(error_of("\"map\": 1", "\"mapp\": 1").where == "/view/mapp");
    CHECK(error_of("\"rows\": [", "\"rows\": [9, ").where == "/view/rows");
    CHECK_FALSE(workspace_from_json(good.substr(0, good.size() / 2)).has_value());
    CHECK_FALSE(workspace_from_json("").has_value());
    CHECK_FALSE(workspace_from_json("[]").has_value());
}

TEST_CASE("an error in a document names the file and the place", "[workspace]") {
    const TemporaryFolder folder;
    REQUIRE(write_file_atomically(folder / "bad.json", R"({"format": "alphascope.design", "version": 1})").has_value());
    const auto opened = open_document(folder / "bad.json", nullptr);
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().where.starts_with((folder / "bad.json").string() + ": /"));
}

TEST_CASE("the start example is sound", "[workspace]") {
    const auto workspace = workspace_from_json(resource("examples/first_light.json").value());
    REQUIRE(workspace.has_value());
    CHECK(workspace->design->parameters.size() == 1);
    CHECK(workspace->design->let.size() == 1);
    CHECK(std::holds_alternative<TensorSource>(workspace->scene->source));
}
