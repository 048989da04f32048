#pragma once
// What Ctrl+S saves: a design, the scene it runs on, and how it is looked at. A value of shared const snapshots.

#include "core/design/design.hpp"
#include "core/scene/scene.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace alphascope::ui {

struct Workspace {
    DesignPtr design;
    ScenePtr scene;
    std::string view; ///< JSON object of view settings (map, theme, ranges); empty: none. Never part of undo
};

/// Equal in content (not only the same snapshots), views apart.
bool same_content(const Workspace& a, const Workspace& b);

inline DesignPtr snapshot(Design design) {
    return std::make_shared<const Design>(std::move(design));
}
inline ScenePtr snapshot(Scene scene) {
    return std::make_shared<const Scene>(std::move(scene));
}

/// {"format": "alphascope.workspace", "version": 1, "design": {...}, "scene": {...}, "view": {...}}. Strict: unknown
/// and repeated keys, and files of a newer version, are errors with a JSON pointer in `where`.
Result<Workspace> workspace_from_json(std::string_view text);
std::string workspace_to_json(const Workspace& workspace);

/// Opens a workspace or a lone design (which then runs on `scene`). Errors: io, invalid_design, invalid_scene.
Result<Workspace> open_document(const std::string& path, ScenePtr scene);

/// Writes atomically.
Result<void> save_workspace(const std::string& path, const Workspace& workspace);

} // namespace alphascope::ui
