#include "ui/gallery/preset_thumbnail.hpp"

#include "core/system/prepare_map.hpp"

#include <algorithm>
#include <cmath>

namespace alphascope::ui {

Scene thumbnail_scene(const Scene& scene) {
    Scene small = scene;
    if (std::holds_alternative<GivenMapSource>(scene.source))
        small.source = GaussianSource{}; // a map that was given is the same for every design
    if (!std::holds_alternative<TensorSource>(scene.source))
        small.length = std::min(scene.length, thumbnail_length);
    return small;
}

Result<MapView> thumbnail_view(const Design& design, const LoadedScene& scene, const EngineRegistry& engines,
                               const RunContext& run) {
    const auto realised = realise(design, scene, run);
    if (!realised)
        return tl::unexpected(realised.error());
    const auto prepared = prepare_map(**realised, 0, engines, "auto", run);
    if (!prepared)
        return tl::unexpected(prepared.error());
    const Range first{0, std::min((*realised)->length, thumbnail_length)};
    const int pixels = static_cast<int>(first.size());
    return map_view(*prepared->prepared, first, first, pixels, pixels, TileKind::alpha, Pooling::max_abs, run);
}

figure::ColourScale thumbnail_colours(const MapView& view) {
    auto colours = figure::automatic_colours(view, figure::Scale::linear);
    std::vector<float> sizes;
    for (std::size_t k = 0; k < view.pixels.size(); ++k)
        if (!view.outside[k] && std::isfinite(view.pixels[k]) && view.pixels[k] != 0)
            sizes.push_back(std::abs(view.pixels[k]));
    if (sizes.empty())
        return colours;
    constexpr double share = 0.99; // of the cells that are not zero keep their colour
    const auto at = sizes.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(sizes.size() - 1));
    std::nth_element(sizes.begin(), at, sizes.end());
    colours.maximum = *at;
    if (colours.minimum < 0)
        colours.minimum = -colours.maximum;
    return colours;
}

} // namespace alphascope::ui
