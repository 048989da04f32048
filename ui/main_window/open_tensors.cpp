#include "ui/main_window/open_tensors.hpp"

#include "core/design/presets.hpp"
#include "core/system/bind_arrays.hpp"
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

Index numbers_in(const TensorSet& tensors) {
    Index count = 0;
    for (const auto& [name, tensor] : tensors.tensors)
        count += static_cast<Index>(tensor.data.size());
    return count;
}

/// Trying them takes a copy of the arrays each: only where that is quick.
std::vector<DesignPtr> fitting_designs(const TensorSet& tensors) {
    constexpr Index quick = Index{1} << 20;
    constexpr std::size_t few = 3;
    std::vector<std::pair<std::size_t, DesignPtr>> found; // signals that the file lacks
    if (numbers_in(tensors) <= quick)
        for (const auto& entry : preset_list())
            if (auto design = preset(entry.id))
                if (const auto arrays = bind_arrays(*design, tensors); arrays && !arrays->signals.empty())
                    found.emplace_back(design->signals.size() - arrays->signals.size() + arrays->unused.size(),
                                       snapshot(std::move(*design)));
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<DesignPtr> best;
    for (std::size_t k = 0; k < std::min(few, found.size()); ++k)
        best.push_back(found[k].second);
    return best;
}

} // namespace

OpenedTensors open_tensors(const TensorRequest& request) {
    Scene scene = *request.current.scene;
    scene.source = request.source;
    const auto misfit = [&](Error error, DesignPtr design, std::vector<DesignPtr> fitting) {
        error.where = request.source.path;
        return tl::unexpected(TensorMisfit{std::move(error), request, std::move(design), {}, std::move(fitting)});
    };
    auto read = load_scene(scene);
    if (!read)
        return misfit(read.error(), nullptr, {});
    const DesignPtr design = request.design ? request.design : design_for(*read->tensors, request.current.design);
    const LoadedScene loaded = as_given_map(std::move(*read), *design);
    scene.source = loaded.scene.source;
    const auto realised = realise(*design, loaded);
    if (!realised)
        return misfit(realised.error(), design, fitting_designs(*loaded.tensors));
    return Workspace{design, snapshot(with_sizes_of(std::move(scene), **realised)), request.current.view};
}

bool is_tensor_name(const std::string& path) {
    std::string lower = path;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
    return lower.ends_with(".npz") || lower.ends_with(".npy") || lower.ends_with(".safetensors");
}

} // namespace alphascope::ui
