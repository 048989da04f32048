// The document: snapshots, undo steps, files.
#include "core/design/design_json.hpp"
#include "core/io/tensors.hpp"
#include "tests/gui/document_fixture.hpp"
#include "tests/support/catch.hpp"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace alphascope;
using namespace alphascope::ui;

TEST_CASE("changes of one gesture are one undo step", "[gui][document]") {
    DesignDocument document(small_workspace());
    QSignalSpy changed(&document, &DesignDocument::designChanged);
    const DesignPtr before = document.design();
    const int drag = document.begin_gesture();
    for (int k = 1; k <= 20; ++k)
        document.set_parameter("decay", 0.5 + 0.01 * k, drag);
    CHECK(changed.count() == 20);
    CHECK(document.undo_stack().count() == 1);
    CHECK(document.undo_stack().undoText() == "set decay");
    CHECK(before->parameters[0].value == 0.5); // the old snapshot is untouched
    document.undo_stack().undo();
    CHECK(*document.design() == *before);
    document.undo_stack().redo();
    CHECK(document.design()->parameters[0].value == Approx(0.7));

    document.set_parameter("decay", 0.9, document.begin_gesture());
    CHECK(document.undo_stack().count() == 2);
}

TEST_CASE("a drag that ends where it began leaves no step", "[gui][document]") {
    DesignDocument document(small_workspace());
    const int drag = document.begin_gesture();
    document.set_parameter("decay", 0.8, drag);
    document.set_parameter("decay", 0.5, drag);
    CHECK(document.undo_stack().count() == 0);
    CHECK_FALSE(document.is_modified());
}

TEST_CASE("scene and design share one history", "[gui][document]") {
    DesignDocument document(small_workspace());
    Scene scene = *document.scene();
    scene.length = 33;
    document.set_scene(scene, "set the length");
    document.set_parameter("decay", 0.9);
    document.undo_stack().undo();
    CHECK(document.scene()->length == 33);
    CHECK(document.design()->parameters[0].value == 0.5);
    document.undo_stack().undo();
    CHECK(document.scene()->length == 16);
    CHECK_FALSE(document.is_modified());
}

TEST_CASE("a workspace is read back as it was written", "[gui][document]") {
    QTemporaryDir folder;
    const std::string path = folder.filePath("a.json").toStdString();
    Workspace workspace = small_workspace();
    workspace.view = R"({"map":1,"dark":true})";
    REQUIRE(save_workspace(path, workspace).has_value());
    const auto back = open_document(path, small_workspace().scene);
    REQUIRE(back.has_value());
    CHECK(same_content(*back, workspace));
    CHECK(back->view == workspace.view);
    CHECK(workspace_to_json(*back) == workspace_to_json(workspace));
}

TEST_CASE("a lone design opens on the scene at hand", "[gui][document]") {
    QTemporaryDir folder;
    const std::string path = folder.filePath("design.json").toStdString();
    const Workspace workspace = small_workspace();
    REQUIRE(write_file_atomically(path, design_to_json(*workspace.design)).has_value());
    const auto opened = open_document(path, workspace.scene);
    REQUIRE(opened.has_value());
    CHECK(*opened->design == *workspace.design);
    CHECK(opened->scene == workspace.scene);
}

TEST_CASE("what a workspace file can have wrong", "[gui][document]") {
    const std::string good = workspace_to_json(small_workspace());
    const auto error_of = [](std::string text, const std::string& from, const std::string& to) {
        const auto at = text.find(from);
        REQUIRE(at != std::string::npos);
        const auto read = workspace_from_json(text.replace(at, from.size(), to));
        REQUIRE_FALSE(read.has_value());
        return read.error();
    };
    CHECK(error_of(good, "\"version\": 1", "\"version\": 99").message.find("newer") != std::string::npos);
    CHECK(error_of(good, "\"scene\"", "\"scenes\"").where == "/scenes");
    CHECK(error_of(good, "decay * b", "decay ** b").where == "/design/evolution/log");
    CHECK(error_of(good, "alphascope.workspace", "something").where == "/format");
    CHECK_FALSE(workspace_from_json(good.substr(0, good.size() / 2)).has_value());
    CHECK_FALSE(workspace_from_json("").has_value());
    CHECK_FALSE(workspace_from_json("[]").has_value());
}

TEST_CASE("the start example is sound", "[gui][document]") {
    const auto text = resource("examples/first_light.json");
    REQUIRE(text.has_value());
    const auto workspace = workspace_from_json(*text);
    REQUIRE(workspace.has_value());
    CHECK(workspace->design->parameters.size() == 1);
    CHECK(workspace->design->let.size() == 1);
    CHECK(std::holds_alternative<TensorSource>(workspace->scene->source));
}
