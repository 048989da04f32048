#include "ui/main_window/open_tensors.hpp"

#include "core/design/presets.hpp"
#include "core/system/given_map.hpp"

#include <algorithm>
#include <cctype>

namespace alphascope::ui {

namespace {

/// The design a file was made with, when it says so and we have it.
DesignPtr design_for(const TensorSet& tensors, const DesignPtr& current) {
    const std::string id = architecture_of(tensors);
    if (id.empty() || id == current->id)
        return current;
    auto design = preset(id);
    return design ? snapshot(std::move(*design)) : current;
}

Scene with_sizes_of(Scene scene, const Realised& realised) {
    scene.length = realised.length;
    scene.state = std::max<Index>(realised.state, 1);
    for (const auto& axis : realised.map_axes)
        if (axis.name == "head")
            scene.heads = axis.size;
    return scene;
}

} // namespace

Result<Workspace> open_tensors(const std::string& path, const Workspace& current) {
    Scene scene = *current.scene;
    scene.source = TensorSource{path};
    auto read = load_scene(scene);
    if (!read)
        return tl::unexpected(read.error());
    const DesignPtr design = design_for(*read->tensors, current.design);
    const LoadedScene loaded = as_given_map(std::move(*read), *design);
    scene.source = loaded.scene.source;
    const auto realised = realise(*design, loaded);
    if (!realised) {
        Error error = realised.error();
        error.message = "this file does not fit " + design->name + ": " + error.message;
        error.where = path;
        return tl::unexpected(std::move(error));
    }
    return Workspace{design, snapshot(with_sizes_of(std::move(scene), **realised)), current.view};
}

bool is_tensor_name(const std::string& path) {
    std::string lower = path;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
    return lower.ends_with(".npz") || lower.ends_with(".npy") || lower.ends_with(".safetensors");
}

} // namespace alphascope::ui
