#pragma once
// What Ctrl+S saves: a design, the scene it runs on, and how it is looked at. A value of shared const snapshots.

#include "core/design/design.hpp"
#include "core/scene/scene.hpp"
#include "core/workspace/view.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace alphascope {

struct Workspace {
    DesignPtr design;
    ScenePtr scene;
    View view;
    std::optional<std::string> draft = {}; ///< the design's text as it is typed, while it is no design
};

/// Equal in content (not only the same snapshots), views apart.
bool same_content(const Workspace& a, const Workspace& b);

inline DesignPtr snapshot(Design design) {
    return std::make_shared<const Design>(std::move(design));
}
inline ScenePtr snapshot(Scene scene) {
    return std::make_shared<const Scene>(std::move(scene));
}

/// {"format": "alphascope.workspace", "version": 1 or 2, "design": {...}, "scene": {...}, "view": {...}, "draft":
/// "..."}. Strict: unknown and repeated keys, and files of a newer version, are errors with a JSON pointer in `where`.
/// A tensor file is looked for in `folder`, where the document lies (empty: the working folder), and need not be there
/// yet (as_found).
Result<Workspace> workspace_from_json(std::string_view text, const std::filesystem::path& folder = {});

/// `folder` is where the document will lie (none: it has no place yet); a tensor file is named as seen from there, and
/// no other place of this machine is told (as_stored). `remarks` is what the result wanted said that the document goes
/// with; reading leaves it out.
std::string workspace_to_json(const Workspace& workspace, const std::optional<std::filesystem::path>& folder,
                              const std::vector<Remark>& remarks = {});

/// Does this document call itself a workspace?
bool is_workspace_text(std::string_view text);

/// Opens a workspace or a lone design (which then runs on `scene`). Errors (io, invalid_design, invalid_scene) begin
/// `where` with the path.
Result<Workspace> open_document(const std::filesystem::path& path, ScenePtr scene);

/// Writes atomically. A tensor file in or below the document's folder is named from there, so that both may move.
Result<void> save_workspace(const std::filesystem::path& path, const Workspace& workspace);

} // namespace alphascope
