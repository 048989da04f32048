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

/// As a document in the working folder.
static std::string text_of(const Workspace& workspace) {
    return workspace_to_json(workspace, "");
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
    CHECK(text_of(*back) == text_of(workspace));
}

TEST_CASE("colours chosen by the numbers make a version 2, all others keep their word", "[workspace]") {
    Workspace workspace = example();
    CHECK(workspace.view.scale == "auto");
    const std::string fresh = workspace_to_json(workspace, std::nullopt);
    CHECK(fresh.find("\"version\": 2") != std::string::npos);
    CHECK(workspace_from_json(fresh)->view.scale == "auto");
    for (const std::string scale : {"linear", "log", "symlog"}) {
        workspace.view.scale = scale;
        const std::string text = workspace_to_json(workspace, std::nullopt);
        CHECK(text.find("\"version\": 1") != std::string::npos);
        CHECK(workspace_from_json(text)->view.scale == scale);
    }
    // A document that says nothing was saved with a linear scale.
    workspace.view.scale = "linear";
    const std::string plain = workspace_to_json(workspace, std::nullopt);
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
    const std::string text = text_of(on_file("layer.npz"));
    const auto written = [&](const std::string& path) {
        std::string changed = text;
        changed.replace(changed.find("layer.npz"), 9, path);
        REQUIRE(write_file_atomically(folder / "w.json", changed).has_value());
        return path_of(open_document(folder / "w.json", nullptr).value());
    };
    CHECK(written("layer.npz") == (folder / "layer.npz").string());
    CHECK(written("sub/../layer.npz") == (folder / "layer.npz").string());
    CHECK(written("/data/layer.npz") == "/data/layer.npz"); // as older versions wrote it
    CHECK(written("sample:lm_softmax") == "sample:lm_softmax");
    REQUIRE(write_file_atomically(folder / "layer.npz", "x").has_value());
    CHECK(written("/data/layer.npz") == (folder / "layer.npz").string());
}

TEST_CASE("a workspace and its tensor file move together, and no place of the machine is told", "[workspace]") {
    const TemporaryFolder folder;
    for (const char* name : {"home/runs", "home/docs", "usb"})
        fs::create_directories(folder / name);
    REQUIRE(write_file_atomically(folder / "home/runs/layer.npz", "x").has_value());
    const Workspace workspace = on_file((folder / "home/runs/layer.npz").string());
    const auto saved = [&](const char* name) {
        REQUIRE(save_workspace(folder / name, workspace).has_value());
        return read_file(folder / name, 1 << 20).value();
    };
    const std::string below = saved("home/w.json"), elsewhere = saved("home/docs/w.json"),
                      nowhere = workspace_to_json(workspace, std::nullopt);
    CHECK(below.find("\"path\": \"runs/layer.npz\"") != std::string::npos);
    for (const std::string& text : {elsewhere, nowhere})
        CHECK(text.find("\"path\": \"layer.npz\"") != std::string::npos);
    for (const std::string& text : {below, elsewhere, nowhere}) {
        CHECK(text.find(folder.path().string()) == std::string::npos);
        CHECK(text.find("home") == std::string::npos);
        CHECK(text.find("\"version\": 2") != std::string::npos); // it says which file it was
    }
    fs::rename(folder / "home/runs", folder / "usb/runs");
    fs::rename(folder / "home/w.json", folder / "usb/w.json");
    const auto moved = open_document(folder / "usb/w.json", nullptr).value();
    CHECK(path_of(moved) == (folder / "usb/runs/layer.npz").string());
    CHECK(std::get<TensorSource>(moved.scene->source).identity->bytes == 1);
}

TEST_CASE("what was known of a file that is gone is saved again", "[workspace]") {
    Workspace workspace = on_file("/gone/layer.npz");
    CHECK(text_of(workspace).find("\"version\": 1") != std::string::npos); // nothing is known of it
    Scene scene = *workspace.scene;
    std::get<TensorSource>(scene.source).identity = FileIdentity{7, "abc"};
    workspace.scene = snapshot(scene);
    const auto again = workspace_from_json(text_of(workspace), "/gone").value();
    CHECK(*again.scene == scene);
}

TEST_CASE("remarks go with a workspace, in a strict form, and are left out on reading", "[workspace]") {
    const std::vector<Remark> remarks{{RemarkKind::made_up, true, "'w' is made up", {"w"}, {}},
                                      {RemarkKind::sampled, false, "shown from samples", {}, {}}};
    const std::string text = workspace_to_json(example(), std::nullopt, remarks);
    CHECK(text.find("\"version\": 2,\n  \"design\"") != std::string::npos);
    CHECK(text.find("\"kind\": \"made_up\"") != std::string::npos);
    CHECK(text.find("\"text\": \"shown from samples\"") != std::string::npos);
    const auto read = workspace_from_json(text);
    REQUIRE(read.has_value());
    CHECK(text_of(*read) == text_of(example()));

    const auto with = [&](const std::string& list) {
        std::string changed = text_of(example());
        changed.insert(changed.rfind('}'), ", \"remarks\": " + list);
        const auto answer = workspace_from_json(changed);
        return answer ? "fine" : one_line(answer.error());
    };
    CHECK(with("[]") == "fine");
    CHECK(with(R"(["a plain text", {"kind": "older", "text": "x"}])") == "fine");
    CHECK(with(R"("text")") == "/remarks: must be a list of remarks");
    CHECK(with(R"([1])") == "/remarks/0: must be an object {...}, not number");
    CHECK(with(R"(["", {"kind": "weather", "text": "x"}])") == "/remarks/1/kind: names no kind of remark");
    CHECK(with(R"([{"kind": "older", "text": "x", "level": "loud"}])").starts_with("/remarks/0/level: must be"));
    CHECK(with(R"([{"kind": "older"}])") == "/remarks/0/text: is missing");
    CHECK(with(R"([{"kind": "older", "text": "x", "names": [1]}])") == "/remarks/0/names: must be a list of names");
    CHECK(with(R"([{"kind": "older", "text": "x", "colour": "red"}])") == "/remarks/0/colour: unknown key");
}

TEST_CASE("what a workspace file can have wrong", "[workspace]") {
    Workspace workspace = example();
    workspace.view.map = 1;
    workspace.view.rows = Range{2, 7};
    const std::string good = text_of(workspace);
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
    CHECK(error_of("\"scale\": \"auto\"", "\"scale\": \"cubic\"").where == "/view/scale");
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
