#include "core/workspace/workspace.hpp"

#include "core/design/design_json.hpp"
#include "core/io/json_checked.hpp"
#include "core/io/json_text.hpp"
#include "core/io/remarks_json.hpp"
#include "core/io/tensors.hpp"
#include "core/scene/source_file.hpp"
#include "core/workspace/remarks_form.hpp"
#include "core/workspace/view_json.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

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

constexpr std::array<std::string_view, 7> keys{"format", "version", "design", "scene", "view", "draft", "remarks"};

Result<Workspace> workspace_from(const Json& json, const fs::path& folder) {
    for (const auto& [key, value] : json.items())
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            return failure(ErrorCode::invalid_design,
                           fmt::format("unknown key '{}'; a workspace has {}", key, fmt::join(keys, ", ")), "/" + key);
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
    if (TensorSource* source = file_of(scene->source))
        *source = as_found(std::move(*source), folder);
    View view;
    view.scale = unsaid_scale;
    if (const auto view_json = json.find("view"); view_json != json.end()) {
        auto read = view_from_json(*view_json);
        if (!read)
            return tl::unexpected(read.error());
        view = *read;
    }
    if (const auto remarks = json.find("remarks"); remarks != json.end()) {
        std::vector<Error> problems;
        check_remarks(*remarks, "/remarks", problems);
        if (!problems.empty())
            return tl::unexpected(problems.front());
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

std::string workspace_to_json(const Workspace& workspace, const std::optional<fs::path>& folder,
                              const std::vector<Remark>& remarks) {
    Scene scene = *workspace.scene;
    if (TensorSource* source = file_of(scene.source))
        *source = as_stored(std::move(*source), folder);
    Json json;
    json["format"] = "alphascope.workspace";
    json["version"] = std::max({format_version(*workspace.design), format_version(scene),
                                format_version(workspace.view), remarks.empty() && !workspace.draft ? 1 : 2});
    json["design"] = Json::parse(design_to_json(*workspace.design));
    json["scene"] = Json::parse(scene_to_json(scene));
    if (const Json view = view_to_json(workspace.view); !view.empty())
        json["view"] = view;
    if (workspace.draft)
        json["draft"] = *workspace.draft;
    if (!remarks.empty())
        json["remarks"] = remarks_to_json(remarks);
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
    return write_file_atomically(path, workspace_to_json(workspace, path.parent_path()));
}

} // namespace alphascope
