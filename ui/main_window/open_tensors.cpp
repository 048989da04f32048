#include "ui/main_window/open_tensors.hpp"

#include "core/design/presets.hpp"
#include "core/design/properties.hpp"
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

/// Signals that α rests on and that the file does not give.
std::vector<std::string> missing_signals(const Design& design, const BoundArrays& arrays) {
    const auto in_alpha = signals_in_alpha(design);
    std::vector<std::string> missing;
    for (const auto& signal : design.signals)
        if (!signal.optional && !arrays.signals.contains(signal.name) &&
            std::find(in_alpha.begin(), in_alpha.end(), signal.name) != in_alpha.end())
            missing.push_back(signal.name);
    return missing;
}

/// Trying them takes a copy of the arrays each: only where that is quick.
std::vector<DesignPtr> fitting_designs(const TensorSet& tensors, TensorSource source) {
    constexpr Index quick = Index{1} << 20;
    constexpr std::size_t few = 3;
    source.make_up.emplace();
    std::vector<std::pair<std::size_t, DesignPtr>> found; // how much of the file and of the design is left over
    if (numbers_in(tensors) <= quick)
        for (const auto& entry : preset_list())
            if (auto design = preset(entry.id))
                if (const auto arrays = bind_arrays(*design, tensors, source);
                    arrays && !arrays->signals.empty() && missing_signals(*design, *arrays).empty())
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
    TensorSource source = request.source;
    if (!source.make_up)
        source.make_up.emplace(); // what a file lacks is asked for, not made up
    scene.source = source;
    const auto misfit = [&](Error error, DesignPtr design, std::vector<std::string> missing,
                            std::vector<DesignPtr> fitting) {
        error.where = request.source.path;
        return tl::unexpected(
            TensorMisfit{std::move(error), request, std::move(design), std::move(missing), std::move(fitting)});
    };
    auto read = load_scene(scene);
    if (!read)
        return misfit(read.error(), nullptr, {}, {});
    const DesignPtr design = request.design ? request.design : design_for(*read->tensors, request.current.design);
    LoadedScene loaded = as_given_map(std::move(*read), *design);
    const bool has_signals = std::holds_alternative<TensorSource>(loaded.scene.source);
    if (!source.entry && entries_of(loaded.scene.source, loaded.tensors.get(), *design) > 1)
        file_of(loaded.scene.source)->entry = source.entry = 0; // the window has a chooser for the others
    const auto realised = realise(*design, loaded);
    if (!realised) {
        const auto arrays = bind_arrays(*design, *loaded.tensors, source);
        return misfit(realised.error(), design, arrays ? missing_signals(*design, *arrays) : std::vector<std::string>{},
                      fitting_designs(*loaded.tensors, source));
    }
    if (source.make_up->empty()) // a design chosen later on this scene runs, and says what is made up
        source.make_up.reset();
    scene.source = has_signals ? Source(source) : loaded.scene.source;
    View view = request.current.view; // how it is drawn, not where one looked in other tokens
    view.map = 0;
    view.i = view.j = std::nullopt;
    view.rows = view.cols = std::nullopt;
    return Workspace{design, snapshot(with_sizes_of(std::move(scene), **realised)), view};
}

bool is_tensor_name(const std::string& path) {
    std::string lower = path;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
    return lower.ends_with(".npz") || lower.ends_with(".npy") || lower.ends_with(".safetensors");
}

} // namespace alphascope::ui
