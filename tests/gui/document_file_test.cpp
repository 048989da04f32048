// Documents and their files: whose text is kept, what saving writes.
#include "core/design/design_json.hpp"
#include "core/design/presets.hpp"
#include "core/io/tensors.hpp"
#include "tests/gui/document_fixture.hpp"
#include "tests/support/catch.hpp"
#include "ui/document/document_file.hpp"

#include <QTemporaryDir>

using namespace alphascope;
using namespace alphascope::ui;

namespace {

const std::string own_layout = R"({"format": "alphascope.design",   "id": "mine", "name": "Mine",
  "parameters": {"r": {"value": 0.5, "range": [-2,   2]}},
  "signals": {"q": {"axes": ["head", "time", "state"], "role": "query"},
              "k": {"axes": ["head", "time", "state"], "role": "key"}},
  "evolution": {"kind": "scalar", "factor": "r"},
      "write": "k",   "read": "q"}
)";

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

std::filesystem::path write(const QTemporaryDir& folder, const char* name, const std::string& text) {
    const std::filesystem::path path = folder.filePath(name).toStdString();
    REQUIRE(write_file_atomically(path, text).has_value());
    return path;
}

/// A document as the window opens it.
struct Document : DesignDocument {
    explicit Document(const std::filesystem::path& path) : DesignDocument(small_workspace()) {
        auto file = read_document_file(path, workspace());
        REQUIRE(file.has_value());
        replace(std::move(file->workspace), QString::fromStdString(path.string()), file->kind, std::move(file->text));
    }
    std::string saved() const { return document_file_text(*this, kind(), {}); }
};

} // namespace

TEST_CASE("a design file stays a design file, in its own layout", "[gui][document]") {
    QTemporaryDir folder;
    Document document(write(folder, "mine.json", own_layout));
    CHECK(document.kind() == FileKind::design);
    CHECK(document.saved() == own_layout);
    document.set_parameter("r", 0.9279);
    CHECK(document.saved() == replaced(own_layout, "0.5", "0.9279"));
    document.undo_stack().undo();
    CHECK(document.saved() == own_layout);
}

TEST_CASE("a workspace keeps the layout of its design", "[gui][document]") {
    QTemporaryDir folder;
    Document design(write(folder, "mine.json", own_layout));
    const std::string first = document_file_text(design, FileKind::workspace, {});
    CHECK(first.find("\"range\": [-2,   2]") != std::string::npos);
    Document workspace(write(folder, "workspace.json", first));
    CHECK(workspace.kind() == FileKind::workspace);
    CHECK(*workspace.design() == *design.design());
    CHECK(workspace.saved() == first);
}

TEST_CASE("text with errors is the document's: kept, undone, saved, opened again", "[gui][document]") {
    QTemporaryDir folder;
    Document document(write(folder, "mine.json", own_layout));
    const DesignPtr valid = document.design();
    document.set_text(replaced(own_layout, "\"read\": \"q\"", "\"read\": \"q +\""), "edit the text");
    CHECK(document.text_has_errors());
    CHECK(document.design() == valid);
    CHECK(document.is_modified());
    CHECK(document.is_modified());
    CHECK(document.saved().find("\"q +\"") != std::string::npos);

    document.set_parameter("r", 0.25); // a change elsewhere leaves the wrong formula alone
    CHECK(document.text_has_errors());
    CHECK(document.design()->parameters[0].value == 0.25);
    CHECK(document.text().find("\"q +\"") != std::string::npos);
    CHECK(document.text().find("0.25") != std::string::npos);
    document.undo_stack().undo();
    document.undo_stack().undo();
    CHECK_FALSE(document.text_has_errors());
    CHECK(document.text() == own_layout);
    document.undo_stack().redo();
    CHECK(document.text_has_errors());

    const std::string as_workspace = document_file_text(document, FileKind::workspace, {});
    for (const std::string& text : {document.saved(), as_workspace}) {
        Document again(write(folder, "again.json", text));
        CHECK(again.text_has_errors());
        CHECK(again.text() == document.text());
        CHECK(again.saved() == text);
    }
    CHECK(workspace_from_json(as_workspace).value().draft == document.text());
}

TEST_CASE("what mends the text makes it the design again", "[gui][document]") {
    QTemporaryDir folder;
    const std::string wrong = replaced(own_layout, "\"write\": \"k\",", "\"write\": \"k\"");
    Document document(write(folder, "mine.json", wrong));
    CHECK(document.text_has_errors());
    CHECK(document.design()->id == "small"); // what was there stays shown
    CHECK(document.text() == wrong);
    document.set_text(own_layout, "edit the text");
    CHECK_FALSE(document.text_has_errors());
    CHECK(document.design()->id == "mine");
}

TEST_CASE("a workspace with a wrong design opens for repair on its own scene", "[gui][document]") {
    QTemporaryDir folder;
    DesignDocument other(small_workspace());
    Scene scene = *other.scene();
    scene.length = 77;
    other.set_scene(scene, "set the length");
    const std::string text = replaced(document_file_text(other, FileKind::workspace, {}), "k / sqrt(n)", "k / sqrt(n");
    Document document(write(folder, "workspace.json", text));
    CHECK(document.text_has_errors());
    CHECK(document.scene()->length == 77);
    CHECK(document.text().find("k / sqrt(n\"") != std::string::npos);
    const auto scene_wrong = write(folder, "scene.json", replaced(text, "77", "-77"));
    CHECK_FALSE(read_document_file(scene_wrong, small_workspace()).has_value());
    const auto no_document = write(folder, "note.txt", "hello");
    CHECK_FALSE(read_document_file(no_document, small_workspace()).has_value());
}

TEST_CASE("choosing a design is no work that would be lost", "[gui][document]") {
    DesignDocument document(small_workspace());
    document.choose_design(*preset("gla"), "choose GLA");
    CHECK_FALSE(document.is_modified());
    CHECK_FALSE(document.is_modified());
    document.undo_stack().undo();
    CHECK(document.design()->id == "small");
    document.undo_stack().redo();
    Scene scene = *document.scene();
    scene.length = 33;
    document.set_scene(scene, "set the length");
    CHECK(document.is_modified());
}

TEST_CASE("every preset keeps its layout through a change of its parameters", "[gui][document]") {
    for (const auto& entry : preset_list()) {
        if (entry.user)
            continue;
        CAPTURE(entry.id);
        const std::string text(*resource("presets/" + entry.id + ".json"));
        Workspace workspace = small_workspace();
        workspace.design = snapshot(design_from_json(text).value());
        DesignDocument document(small_workspace());
        document.replace(workspace, {}, FileKind::design, text);
        CHECK(document.text() == text);
        Design changed = *document.design();
        changed.name = "Another name";
        changed.read = parse_expression("1").value();
        document.set_design(changed, "change");
        CHECK(design_from_json(document.text()).value() == changed);
        const auto lines = [](const std::string& written) { return std::count(written.begin(), written.end(), '\n'); };
        CHECK(lines(document.text()) == lines(text));
    }
}
