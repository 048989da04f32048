#pragma once
// Small pictures of the maps of a realised system. Values, made on a worker.

#include "ui/compute/stages.hpp"
#include "ui/figure/figure.hpp"

#include <QImage>

#include <chrono>
#include <map>
#include <vector>

namespace alphascope::ui {

/// What a thumbnail shows of its map: always all of it.
struct ThumbnailContent {
    RealisedPtr realised;
    TileKind kind = TileKind::alpha;
    Pooling pooling = Pooling::max_abs;
    int pixels = 0; ///< of a side, on the device
    std::string engine = "auto";
    bool operator==(const ThumbnailContent&) const = default;
};
struct ThumbnailColours {
    std::optional<figure::Scale> scale; ///< none: chosen by the numbers
    bool own_range = false;             ///< each map its own range; otherwise one for all that are there
    bool dark = false;
    bool operator==(const ThumbnailColours&) const = default;
};

struct Thumbnail {
    std::shared_ptr<const MapView> view; ///< null where the map could not be computed
    QString problem;                     ///< why not
    QImage image;
    figure::ColourScale colours;
    float largest() const; ///< |·|, of the finite cells as pooled
};

struct Thumbnails {
    ThumbnailContent content;
    ThumbnailColours colours;
    std::map<Index, Thumbnail> of;             ///< by map
    std::optional<figure::ColourScale> shared; ///< the one range; none while nothing is there or each has its own
};
using ThumbnailsPtr = std::shared_ptr<const Thumbnails>;

struct ThumbnailRequest {
    ThumbnailContent content;
    ThumbnailColours colours;
    std::vector<Index> wanted; ///< most wanted first
    ThumbnailsPtr known;       ///< views of the same content are taken over; may be null
};

/// Maps longer than this get no thumbnails: each would cost as much as the map itself.
inline constexpr Index longest_with_thumbnails = 16384;

/// Adds the wanted maps to the known ones until `slice` is over, at least one, and colours all. Memory O(L n), as the
/// maps are made one by one. Stopped early it returns what there is.
ThumbnailsPtr make_thumbnails(const EngineRegistry& engines, const ThumbnailRequest& request, const RunContext& run,
                              std::chrono::milliseconds slice);

} // namespace alphascope::ui
