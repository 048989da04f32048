#include "core/workspace/workspace.hpp"

#include "core/design/design_json.hpp"
#include "core/io/json_checked.hpp"
#include "core/io/json_text.hpp"
#include "core/io/tensors.hpp"
#include "core/workspace/view_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace alphascope {

namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;
constexpr int workspace_version = 2; // the newest that is read; older ones are subsets of it
constexpr std::size_t largest_document = std::size_t{16} << 20;

Error below(Error error, const std::string& pointer) {
    if (error.where.empty() || error.where.front() == '/')
        error.where = pointer + error.where;
    return error;
}

bool is_tensor_file(const TensorSource* source) {
    return source && !source->path.empty() && !source->path.starts_with("sample:");
}

Result<Workspace> workspace_from(const Json& json, const fs::path& folder) {
    for (const auto& [key, value] : json.items())
        if (key != "format" && key != "version" && key != "design" && key != "scene" && key != "view" &&
            key != "draft")
            return failure(ErrorCode::invalid_design,
                           "unknown key '" + key + "'; a workspace has format, version, design, scene, view, draft",
                           "/" + key);
    const auto version = json.find("version");
    if (version == json.end() || !version->is_number_integer() || version->get<long long>() < 1)
        return failure(ErrorCode::invalid_design, "write \"version\": 1", "/version");
    if (version->get<long long>() > workspace_version)
        return failure(ErrorCode::invalid_design, "this workspace was written by a newer Alphascope: update to open it",
                       "/version");
    const auto design_json = json.find("design");
    const auto scene_json = json.find("scene");
    if (design_json == json.end())
        return failure(ErrorCode::invalid_design, "the workspace has no \"design\"", "/design");
    if (scene_json == json.end())
        return failure(ErrorCode::invalid_scene, "the workspace has no \"scene\"", "/scene");
    auto design = design_from_json(design_json->dump());
    if (!design)
        return tl::unexpected(below(design.error(), "/design"));
    auto scene = scene_from_json(scene_json->dump());
    if (!scene)
        return tl::unexpected(below(scene.error(), "/scene"));
    if (auto* source = std::get_if<TensorSource>(&scene->source); is_tensor_file(source) && !folder.empty())
        source->path = (folder / source->path).lexically_normal().string(); // an absolute path stays what it is
    View view;
    if (const auto view_json = json.find("view"); view_json != json.end()) {
        auto read = view_from_json(*view_json);
        if (!read)
            return tl::unexpected(read.error());
        view = *read;
    }
    std::optional<std::string> draft;
    if (const auto typed = json.find("draft"); typed != json.end()) {
        if (!typed->is_string())
            return failure(ErrorCode::invalid_design, "must be the text of a design", "/draft");
        draft = typed->get<std::string>();
    }
    return Workspace{snapshot(std::move(*design)), snapshot(std::move(*scene)), view, std::move(draft)};
}

bool is_workspace(const Result<Json>& json) {
    if (!json || !json->is_object())
        return false;
    const auto format = json->find("format");
    return format != json->end() && *format == "alphascope.workspace";
}

} // namespace

bool same_content(const Workspace& a, const Workspace& b) {
    return (a.design == b.design || *a.design == *b.design) && (a.scene == b.scene || *a.scene == *b.scene);
}

Result<Workspace> workspace_from_json(std::string_view text, const fs::path& folder) {
    const auto json = parse_json(text, "");
    if (!json)
        return tl::unexpected(json.error());
    if (!is_workspace(json))
        return failure(ErrorCode::invalid_design, "a workspace begins with \"format\": \"alphascope.workspace\"",
                       "/format");
    return workspace_from(*json, folder);
}

std::string workspace_to_json(const Workspace& workspace) {
    Scene scene = *workspace.scene;
    if (auto* source = std::get_if<TensorSource>(&scene.source); is_tensor_file(source)) {
        std::error_code none;
        if (const auto absolute = fs::absolute(source->path, none); !none)
            source->path = absolute.lexically_normal().string();
    }
    Json json;
    json["format"] = "alphascope.workspace";
    json["version"] = std::max({format_version(*workspace.design), format_version(scene), workspace.draft ? 2 : 1});
    json["design"] = Json::parse(design_to_json(*workspace.design));
    json["scene"] = Json::parse(scene_to_json(scene));
    if (workspace.view != View{})
        json["view"] = view_to_json(workspace.view);
    if (workspace.draft)
        json["draft"] = *workspace.draft;
    return json_text(json) + "\n";
}

bool is_workspace_text(std::string_view text) {
    return is_workspace(parse_json(text, ""));
}

Result<Workspace> open_document(const fs::path& path, ScenePtr scene) {
    const auto text = read_file(path, largest_document);
    if (!text)
        return tl::unexpected(text.error());
    const auto in_this_file = [&](Error error) { return in_file(std::move(error), path.string()); };
    if (const auto json = parse_json(*text, ""); is_workspace(json))
        return workspace_from(*json, path.parent_path()).map_error(in_this_file);
    return design_from_json(*text).map_error(in_this_file).map([&](Design design) {
        return Workspace{snapshot(std::move(design)), std::move(scene), {}};
    });
}

Result<void> save_workspace(const fs::path& path, const Workspace& workspace) {
    return write_file_atomically(path, workspace_to_json(workspace));
}

} // namespace alphascope
