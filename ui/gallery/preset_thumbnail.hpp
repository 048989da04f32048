#pragma once
// A small picture of what a design does on a scene: its first map on the first tokens.

#include "core/analysis/pooling.hpp"
#include "core/scene/scene.hpp"
#include "core/system/realise.hpp"
#include "ui/figure/figure.hpp"

#include <QString>

#include <memory>

namespace alphascope::ui {

inline constexpr Index thumbnail_length = 72; ///< tokens, two pixels each on a plain screen

/// A generated scene cut to the first tokens. A tensor file keeps its length: arrays must fit it.
Scene thumbnail_scene(const Scene& scene);

/// A picture, or why there is none; neither: not drawn yet.
struct PresetThumbnail {
    std::shared_ptr<const MapView> view;
    QString problem;
    QString made_up; ///< "made up: k, q", where the scene has a file and it lacks signals
};

/// α of map 0 on the first tokens, a pixel a cell. Errors: what realising the design on the scene says; cancelled.
Result<PresetThumbnail> make_thumbnail(const Design& design, const LoadedScene& scene, const EngineRegistry& engines,
                                       const RunContext& run);

} // namespace alphascope::ui
