#include "ui/compute/stages.hpp"

#include "core/analysis/refinement.hpp"
#include "core/system/given_map.hpp"
#include "core/system/prepare_map.hpp"
#include "ui/compute/show.hpp"

namespace alphascope::ui {

namespace {

/// A value on the heap, shared and const: what stages hand on.
template <class Value> Result<std::shared_ptr<const Value>> shared(Result<Value> value) {
    if (!value)
        return tl::unexpected(value.error());
    return std::make_shared<const Value>(std::move(*value));
}

} // namespace

Result<RealisedPtr> Stages::realised(const DesignPtr& design, const ScenePtr& scene, const RunContext& run,
                                     bool of_document) {
    Numbers& numbers = scene == coarse_.second ? short_ : full_;
    return numbers.realised.get({design, scene, of_document}, [&]() -> Result<RealisedPtr> {
        const auto loaded = numbers.loaded.get(scene, [&] { return shared(load_scene(*scene)); });
        if (!loaded)
            return tl::unexpected(loaded.error());
        LoadedScene read = **loaded;
        read.of_document = of_document;
        return numbers.realiser.realise(*design, read, run);
    });
}

Index Stages::entries(const DesignPtr& design, const ScenePtr& scene) const {
    const auto& loaded = full_.loaded.last();
    return loaded ? entries_of(scene->source, loaded->tensors.get(), *design) : 1;
}

Result<EngineChoice> Stages::prepared(const RealisedPtr& realised, Index map, const std::string& engine,
                                      const RunContext& run) {
    Numbers& numbers = realised == short_.realised.last() ? short_ : full_;
    const auto ready = numbers.ready.get({realised, map, engine}, [&] {
        const auto& last = numbers.ready.last();
        return shared(prepare_map(realised, map, *engines_, engine, run, last ? *last : ReadyMap{}));
    });
    if (!ready)
        return tl::unexpected(ready.error());
    return (*ready)->choice;
}

std::shared_ptr<const void> Stages::dynamics_of(const PreparedPtr& prepared) const {
    for (const Numbers* numbers : {&full_, &short_})
        if (const auto& ready = numbers->ready.last(); ready && ready->choice.prepared == prepared)
            return ready->dynamics;
    return prepared;
}

Result<std::shared_ptr<const MapTile>> Stages::whole(const PreparedPtr& prepared, TileKind kind,
                                                     const RunContext& run) {
    const Range all{0, prepared->system().length()};
    return whole_[static_cast<std::size_t>(kind)].get(
        prepared, [&] { return shared(compute_tile(*prepared, all, all, kind, run)); });
}

Result<std::shared_ptr<const MapView>> Stages::view(const PreparedPtr& prepared, const ViewFrame& frame,
                                                    const RunContext& run) {
    return view_.get({prepared, frame}, [&]() -> Result<std::shared_ptr<const MapView>> {
        if (!keeps(*prepared))
            return shared(first_view(*prepared, frame, run));
        const auto tile = whole(prepared, frame.kind, run);
        if (!tile)
            return tl::unexpected(tile.error());
        return std::make_shared<const MapView>(
            pool(**tile, frame.rows, frame.cols, frame.width, frame.height, frame.pooling));
    });
}

Result<std::shared_ptr<const MapView>> Stages::refined(const PreparedPtr& prepared, const MapView& view,
                                                       const RunContext& run,
                                                       const std::function<void(const MapView&)>& better) {
    auto refining = std::make_shared<MapView>(view);
    const auto done = refine(*prepared, *refining, run, better);
    view_.replace({prepared, view}, refining);
    if (!done)
        return tl::unexpected(done.error());
    return refining;
}

Result<std::shared_ptr<const ImpulseResponse>> Stages::impulse(const PreparedPtr& prepared, Index j, bool frozen_query,
                                                               const RunContext& run) {
    return impulse_.get({prepared, j, frozen_query},
                        [&] { return shared(impulse_response(*prepared, j, frozen_query, run)); });
}

Result<std::shared_ptr<const Spectrum>> Stages::spectrum(const PreparedPtr& prepared, bool dragging,
                                                         const RunContext& run) {
    return spectrum_.get({dynamics_of(prepared), dragging}, [&] {
        return shared(
            alphascope::spectrum(prepared->system(), dragging ? spectrum_while_dragging : SpectrumBudget{}, run));
    });
}

Result<std::shared_ptr<const Stability>> Stages::stability(const PreparedPtr& prepared, bool dragging,
                                                           const RunContext& run) {
    return stability_.get({prepared, dragging}, [&] {
        return shared(alphascope::stability(*prepared, run, dragging ? drag_budget : StabilityBudget{}));
    });
}

Result<std::shared_ptr<const CellReading>> Stages::reading(const PreparedPtr& prepared, Index i, Index j, bool with_row,
                                                           const RunContext& run) {
    return reading_.get({prepared, i, j, with_row}, [&]() -> Result<std::shared_ptr<const CellReading>> {
        if (!keeps(*prepared))
            return shared(read_cell(*prepared, i, j, nullptr, with_row, run));
        const auto tile = whole(prepared, TileKind::alpha, run);
        if (!tile)
            return tl::unexpected(tile.error());
        return shared(read_cell(*prepared, i, j, tile->get(), with_row, run));
    });
}

Result<StoredVerdict> Stages::stored(const DesignPtr& design, const ScenePtr& scene, const RealisedPtr& realised,
                                     Index map, const PreparedPtr& prepared, const std::string& engine,
                                     const RunContext& run) {
    const TensorSource* file = file_of(scene->source);
    if (const std::string path = file ? file->path : std::string();
        !came_with_file_.second || came_with_file_.first != path)
        came_with_file_ = {path, design};
    const bool unedited = came_with_file_.second == design || *came_with_file_.second == *design;
    const auto verdict = stored_.get({realised, map, prepared}, [&]() -> Result<std::shared_ptr<const StoredVerdict>> {
        std::shared_ptr<const MapTile> all;
        if (realised->stored && keeps(*prepared)) {
            auto tile = whole(prepared, TileKind::alpha, run);
            if (!tile)
                return tl::unexpected(tile.error());
            all = std::move(*tile);
        }
        return shared(judge_stored(*design, unedited ? DesignChoice::came_with_file : DesignChoice::none, *realised,
                                   map, *prepared, all.get(), *engines_, engine, run));
    });
    if (!verdict)
        return tl::unexpected(verdict.error());
    return **verdict;
}

Result<std::shared_ptr<const NotFinite>> Stages::not_finite(const PreparedPtr& prepared, Range rows, Range cols,
                                                            const RunContext& run) {
    return not_finite_.get({prepared, rows, cols}, [&] { return shared(not_finite_in(*prepared, rows, cols, run)); });
}

ScenePtr Stages::coarse(const ScenePtr& scene) {
    if (coarse_.first != scene)
        coarse_ = {scene, coarse_scene(scene)};
    return coarse_.second;
}

} // namespace alphascope::ui
