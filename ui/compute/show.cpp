#include "ui/compute/show.hpp"

#include "core/engine/given.hpp"
#include "ui/figure/colour_map.hpp"
#include "ui/figure/colour_range.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace alphascope::ui {

namespace {

using Clock = std::chrono::steady_clock;

/// Takes the value out of a result or makes the enclosing lambda's error.
template <class Value> bool take(Result<Value> result, Value& into, std::optional<Error>& error) {
    if (!result) {
        error = std::move(result.error());
        return false;
    }
    into = std::move(*result);
    return true;
}

/// A part that is named by its numbers, also where it is the whole.
Range named(Range range, Index length) {
    return range.size() > 0 ? range : Range{0, length};
}

/// Where row i looks most, its own token aside; column 0 of the first row.
Result<Index> brightest_column(const Prepared& prepared, Index i, const RunContext& run) {
    constexpr Index most = Index{1} << 17; // of a longer row the latest ones
    const Range columns{std::max<Index>(0, i - most), i};
    if (columns.size() <= 0)
        return 0;
    const auto tile = compute_tile(prepared, {i, i + 1}, columns, TileKind::alpha, run);
    if (!tile)
        return tl::unexpected(tile.error());
    Index best = i - 1;
    double largest = -1;
    for (Index j = columns.begin; j < columns.end; ++j)
        if (const double size = std::abs(static_cast<double>(tile->at(i, j))); size > largest) {
            largest = size;
            best = j;
        }
    return best;
}

/// A window of a long map, on the short one.
Range shortened(Range range, Index factor) {
    return {range.begin / factor, (range.end + factor - 1) / factor};
}

/// Too few cells of the short scene would be left of what is looked at.
bool is_zoomed_in(const ShowRequest& request) {
    constexpr Index fewest = 32;
    return request.rows.size() > 0 && request.rows.size() < fewest * coarse_factor(request.scene->length);
}

bool is_drawable(const ShowRequest& request) {
    return request.width > 0 && request.height > 0;
}

std::optional<Error> add_map(Stages& stages, Picture& picture, const RunContext& run) {
    const auto& request = picture.request;
    if (!is_drawable(request))
        return std::nullopt;
    std::optional<Error> error;
    const ViewFrame view{shortened(request.rows, picture.shortening),
                         shortened(request.cols, picture.shortening),
                         request.width,
                         request.height,
                         request.kind,
                         request.pooling};
    if (!take(stages.view(picture.prepared, view, run), picture.view, error))
        return error;
    if (Stages::keeps(*picture.prepared) &&
        !take(stages.whole(picture.prepared, request.kind, run), picture.whole, error))
        return error;
    picture.colours = request.colours ? *request.colours : figure::automatic_colours(*picture.view, request.scale);
    picture.image = figure::colour_view(*picture.view, picture.colours, figure::Theme::screen(request.dark));
    return std::nullopt;
}

std::optional<Error> add_reading(Stages& stages, Picture& picture, const RunContext& run) {
    const Index i = picture.request.i / picture.shortening, j = picture.request.j / picture.shortening;
    const auto reading = stages.reading(picture.prepared, i, j, !picture.request.dragging, run);
    if (!reading)
        return reading.error();
    picture.reading = **reading;
    return std::nullopt;
}

std::optional<Error> add_remarks(Stages& stages, Picture& picture, const ScenePtr& scene, const RunContext& run) {
    const auto& request = picture.request;
    auto remarks = picture.realised->remarks;
    append(remarks, remarks_on_engine(picture.engine_remark, picture.prepared->engine_id()));
    if (!request.dragging) {
        StoredVerdict stored;
        std::optional<Error> error;
        if (!take(stages.stored(request.design, scene, picture.realised, request.map, picture.prepared, request.engine,
                                run),
                  stored, error))
            return error;
        picture.stored = std::move(stored.comparison);
        append(remarks, std::move(stored.remarks));
    }
    if (picture.view && picture.view->non_finite > 0 && !request.dragging) {
        const auto found = stages.not_finite(picture.prepared, picture.view->rows, picture.view->cols, run);
        if (!found)
            return found.error();
        append(remarks, remarks_on({{picture.realised->map_label(request.map), request.map, **found}}, 1));
    }
    picture.remarks = std::move(remarks);
    return std::nullopt;
}

std::optional<Error> add_analyses(Stages& stages, Picture& picture, const RunContext& run) {
    if (is_given(*picture.prepared))
        return std::nullopt; // they need A, b and q
    const auto& request = picture.request;
    const Index length = picture.prepared->system().length();
    std::optional<Error> error;
    if (!take(stages.impulse(picture.prepared, std::min(request.j, length - 1), request.frozen_query, run),
              picture.impulse, error) ||
        !take(stages.spectrum(picture.prepared, request.dragging, run), picture.spectrum, error))
        return error;
    if (!request.dragging && !take(stages.stability(picture.prepared, false, run), picture.stability, error))
        return error;
    return std::nullopt;
}

} // namespace

MapWindow clipped(MapWindow window, Index length) {
    const auto moved = [length](Range& range) {
        const Index beyond = std::max<Index>(range.end - length, 0);
        range = {range.begin - beyond, range.end - beyond};
        return range.begin >= 0;
    };
    const bool rows = moved(window.rows), cols = moved(window.cols);
    return rows && cols ? window : MapWindow{};
}

Index coarse_factor(Index length) {
    constexpr Index short_enough = 1024, fits_a_frame = 16384;
    Index factor = length <= short_enough ? 1 : 4;
    while (length / factor > fits_a_frame)
        factor *= 2;
    return factor;
}

ScenePtr coarse_scene(const ScenePtr& scene) {
    if (coarse_factor(scene->length) == 1 || file_of(scene->source))
        return nullptr;
    Scene shorter = *scene;
    shorter.length = scene->length / coarse_factor(scene->length);
    return std::make_shared<const Scene>(std::move(shorter));
}

Result<PicturePtr> show(Stages& stages, ShowRequest request, const RunContext& run) {
    const auto started = Clock::now();
    Picture picture;
    ScenePtr scene = request.scene;
    if (request.dragging && !is_zoomed_in(request))
        if (auto coarse = stages.coarse(request.scene)) {
            scene = coarse;
            picture.shortening = coarse_factor(request.scene->length);
        }
    std::optional<Error> error;
    if (!take(stages.realised(request.design, scene, run, request.scene_of_document), picture.realised, error))
        return tl::unexpected(*error);
    picture.entries = stages.entries(request.design, scene);
    const Index length = picture.realised->length * picture.shortening;
    request.map = std::clamp<Index>(request.map, 0, picture.realised->map_count() - 1);
    const MapWindow window = clipped({request.rows, request.cols}, length);
    request.rows = named(window.rows, length);
    request.cols = named(window.cols, length);
    if (request.brightest_cell)
        request.i = length - 1;
    request.i = std::clamp<Index>(request.i, 0, length - 1);
    request.j = std::clamp<Index>(request.j, 0, length - 1);
    picture.request = std::move(request);
    EngineChoice choice;
    if (!take(stages.prepared(picture.realised, picture.request.map, picture.request.engine, run), choice, error))
        return tl::unexpected(*error);
    picture.prepared = std::move(choice.prepared);
    picture.engine_remark = std::move(choice.remark);
    if (picture.request.brightest_cell && !picture.is_coarse() &&
        !take(brightest_column(*picture.prepared, picture.request.i, run), picture.request.j, error))
        return tl::unexpected(*error);
    if (picture.prepared->system().is_causal())
        picture.request.j = std::min(picture.request.j, picture.request.i);
    if ((error = add_map(stages, picture, run)) || (error = add_reading(stages, picture, run)) ||
        (error = add_analyses(stages, picture, run)) || (error = add_remarks(stages, picture, scene, run)))
        return tl::unexpected(*error);
    picture.engine = picture.prepared->engine_id();
    picture.float64 = picture.prepared->is_float64();
    picture.milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - started).count();
    return std::make_shared<const Picture>(std::move(picture));
}

} // namespace alphascope::ui
