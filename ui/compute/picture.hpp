#pragma once
// What the window asks of the worker, and what comes back. Both are values; everything large is shared and const.

#include "ui/compute/stages.hpp"
#include "ui/figure/figure.hpp"

#include <QImage>

#include <optional>

namespace alphascope::ui {

/// All that decides what is shown. An empty range means the whole map.
struct ShowRequest {
    DesignPtr design;
    ScenePtr scene;
    bool scene_of_document = false; ///< LoadedScene::of_document
    Index map = 0;
    Range rows, cols;
    int width = 0, height = 0; ///< of the map, in device pixels; 0: no map yet
    TileKind kind = TileKind::alpha;
    Pooling pooling = Pooling::max_abs;
    std::optional<figure::Scale> scale;         ///< none: chosen by the numbers
    std::optional<figure::ColourScale> colours; ///< locked range; none: automatic
    bool dark = false;
    Index i = 0, j = 0;          ///< cross-hair; clamped to the map
    bool brightest_cell = false; ///< put the cross-hair where the last row looks most instead, away from its own token
    bool frozen_query = false;
    std::string engine = "auto";
    bool dragging = false; ///< a slider is held: long scenes may be answered coarsely, stability may lag behind
};

struct Picture {
    ShowRequest request; ///< with ranges filled in and the cross-hair clamped
    std::shared_ptr<const Realised> realised;
    std::shared_ptr<const Prepared> prepared;
    std::shared_ptr<const MapView> view;  ///< null while no map size is known
    std::shared_ptr<const MapTile> whole; ///< every cell of it; null where the map is too long to be kept
    CellReading reading;                  ///< at the cross-hair; its row only where that costs little
    figure::ColourScale colours;
    QImage image;                                   ///< the view in colours, one pixel a device pixel
    std::shared_ptr<const ImpulseResponse> impulse; ///< null, as the next two, where α alone is given
    std::shared_ptr<const Spectrum> spectrum;
    std::shared_ptr<const Stability> stability; ///< null in a drag's pictures at first: the last one stays
    Index entries = 1;                          ///< of the batch that the scene's file holds
    StoredComparison stored;                    ///< where the design is the file's own
    std::vector<Remark> remarks;                ///< all that this picture wants said, in the order of the kinds
    Index shortening = 1; ///< above 1: of a scene so many times shorter, whose positions it has (coarse_factor())
    std::string engine, engine_remark; ///< EngineChoice::remark
    bool float64 = false;
    double milliseconds = 0;

    bool is_coarse() const { return shortening > 1; }
};
using PicturePtr = std::shared_ptr<const Picture>;

} // namespace alphascope::ui
