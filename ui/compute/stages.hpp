#pragma once
// From snapshots to numbers, stage by stage. A stage runs again only when its inputs changed: a colour change keeps α,
// a moved cursor computes one impulse response.

#include "core/analysis/cell_reading.hpp"
#include "core/analysis/coefficient_map.hpp"
#include "core/analysis/impulse.hpp"
#include "core/analysis/map_remarks.hpp"
#include "core/analysis/pooling.hpp"
#include "core/analysis/spectrum.hpp"
#include "core/analysis/stability.hpp"
#include "core/design/design.hpp"
#include "core/scene/scene.hpp"
#include "core/system/prepare_map.hpp"
#include "core/system/realiser.hpp"
#include "ui/compute/memo.hpp"

#include <array>
#include <functional>
#include <optional>
#include <tuple>
#include <utility>

namespace alphascope::ui {

using RealisedPtr = std::shared_ptr<const Realised>;
using PreparedPtr = std::shared_ptr<const Prepared>;

/// Used by one thread at a time.
class Stages {
public:
    explicit Stages(std::shared_ptr<const EngineRegistry> engines) : engines_(std::move(engines)) {}

    /// What does not depend on the change since the last design on this scene is that design's own arrays.
    /// @param of_document see LoadedScene
    Result<RealisedPtr> realised(const DesignPtr& design, const ScenePtr& scene, const RunContext& run = {},
                                 bool of_document = false);
    /// How many entries the batch in the scene's file has. @pre the design was realised on the scene just before
    Index entries(const DesignPtr& design, const ScenePtr& scene) const;
    /// Keeps what the engine prepared while only φ or η changes.
    Result<EngineChoice> prepared(const RealisedPtr& realised, Index map, const std::string& engine,
                                  const RunContext& run);
    /// Maps up to this length are kept whole, so that zooming and panning only pool; above, views are computed, large
    /// ones as samples first.
    static constexpr Index kept_whole = 2048;
    Result<std::shared_ptr<const MapView>> view(const PreparedPtr& prepared, const ViewFrame& frame,
                                                const RunContext& run);
    /// A better view of the same frame, which view() answers with from then on; also one that was stopped on the way.
    Result<std::shared_ptr<const MapView>> refined(const PreparedPtr& prepared, const MapView& view,
                                                   const RunContext& run,
                                                   const std::function<void(const MapView&)>& better);
    Result<std::shared_ptr<const ImpulseResponse>> impulse(const PreparedPtr& prepared, Index j, bool frozen_query,
                                                           const RunContext& run);
    /// Of fewer tokens while a slider is held.
    Result<std::shared_ptr<const Spectrum>> spectrum(const PreparedPtr& prepared, bool dragging, const RunContext& run);
    /// While a slider is held from fewer numbers.
    Result<std::shared_ptr<const Stability>> stability(const PreparedPtr& prepared, bool dragging,
                                                       const RunContext& run);
    static bool keeps(const Prepared& prepared) { return prepared.system().length() <= kept_whole; }
    /// @pre keeps(prepared)
    Result<std::shared_ptr<const MapTile>> whole(const PreparedPtr& prepared, TileKind kind, const RunContext& run);
    Result<std::shared_ptr<const CellReading>> reading(const PreparedPtr& prepared, Index i, Index j, bool with_row,
                                                       const RunContext& run);
    /// Against what the file holds itself, where the design came with the file and was not edited since.
    Result<StoredVerdict> stored(const DesignPtr& design, const ScenePtr& scene, const RealisedPtr& realised, Index map,
                                 const PreparedPtr& prepared, const std::string& engine, const RunContext& run);
    /// What is not finite in the part of α on show. O(cells): for views that have such pixels.
    Result<std::shared_ptr<const NotFinite>> not_finite(const PreparedPtr& prepared, Range rows, Range cols,
                                                        const RunContext& run);
    /// The short scene for pictures during a drag, the same snapshot each time; null where there is none.
    ScenePtr coarse(const ScenePtr& scene);

private:
    /// Identity of the prepared map's A, b and q.
    std::shared_ptr<const void> dynamics_of(const PreparedPtr& prepared) const;

    std::shared_ptr<const EngineRegistry> engines_;
    std::pair<ScenePtr, ScenePtr> coarse_; ///< what for, and the short one
    /// The full scene and the short one of a drag take turns: each remembers its own.
    struct Numbers {
        Memo<ScenePtr, LoadedScene> loaded;
        Realiser realiser;
        Memo<std::tuple<DesignPtr, ScenePtr, bool>, Realised> realised;
        Memo<std::tuple<RealisedPtr, Index, std::string>, ReadyMap> ready;
    };
    Numbers full_, short_;
    std::array<Memo<PreparedPtr, MapTile>, 2> whole_; ///< one of each kind
    Memo<std::tuple<PreparedPtr, ViewFrame>, MapView> view_;
    Memo<std::tuple<PreparedPtr, Index, bool>, ImpulseResponse> impulse_;
    Memo<std::tuple<std::shared_ptr<const void>, bool>, Spectrum> spectrum_; ///< of A: a change of φ or η keeps it
    Memo<std::tuple<PreparedPtr, bool>, Stability> stability_;
    Memo<std::tuple<PreparedPtr, Index, Index, bool>, CellReading> reading_;
    Memo<std::tuple<RealisedPtr, Index, PreparedPtr>, StoredVerdict> stored_;
    Memo<std::tuple<PreparedPtr, Range, Range>, NotFinite> not_finite_;
    std::pair<std::string, DesignPtr> came_with_file_; ///< the file seen last, and the design it was first seen with
};

} // namespace alphascope::ui
