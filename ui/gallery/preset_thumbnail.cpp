#include "ui/gallery/preset_thumbnail.hpp"

#include "core/system/prepare_map.hpp"
#include "ui/compute/picture_remarks.hpp"

#include <algorithm>

namespace alphascope::ui {

Scene thumbnail_scene(const Scene& scene) {
    Scene small = scene;
    if (std::holds_alternative<GivenMapSource>(scene.source))
        small.source = GaussianSource{}; // a map that was given is the same for every design
    if (!std::holds_alternative<TensorSource>(scene.source))
        small.length = std::min(scene.length, thumbnail_length);
    return small;
}

Result<PresetThumbnail> make_thumbnail(const Design& design, const LoadedScene& scene, const EngineRegistry& engines,
                                       const RunContext& run) {
    const auto realised = realise(design, scene, run);
    if (!realised)
        return tl::unexpected(realised.error());
    const auto prepared = prepare_map(**realised, 0, engines, "auto", run);
    if (!prepared)
        return tl::unexpected(prepared.error());
    const Range first{0, std::min((*realised)->length, thumbnail_length)};
    const int pixels = static_cast<int>(first.size());
    auto view = map_view(*prepared->prepared, first, first, pixels, pixels, TileKind::alpha, Pooling::max_abs, run);
    if (!view)
        return tl::unexpected(view.error());
    return PresetThumbnail{std::make_shared<const MapView>(std::move(*view)), {}, made_up_text((*realised)->remarks)};
}

} // namespace alphascope::ui
