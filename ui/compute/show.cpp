#include "ui/compute/show.hpp"

#include "core/engine/given.hpp"
#include "ui/figure/colour_map.hpp"

#include <algorithm>
#include <chrono>

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

Range within(Range range, Index length) {
    const Index begin = std::clamp<Index>(range.begin, 0, length - 1);
    const Index end = std::clamp<Index>(range.end, 0, length);
    return end > begin ? Range{begin, end} : Range{0, length};
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
    if (!take(stages.realised(request.design, scene, run), picture.realised, error))
        return tl::unexpected(*error);
    const Index length = picture.realised->length * picture.shortening;
    request.map = std::clamp<Index>(request.map, 0, picture.realised->map_count() - 1);
    request.rows = within(request.rows, length);
    request.cols = within(request.cols, length);
    request.i = std::clamp<Index>(request.i, 0, length - 1);
    request.j = std::clamp<Index>(request.j, 0, length - 1);
    picture.request = std::move(request);
    EngineChoice choice;
    if (!take(stages.prepared(picture.realised, picture.request.map, picture.request.engine, run), choice, error))
        return tl::unexpected(*error);
    picture.prepared = std::move(choice.prepared);
    picture.engine_remark = std::move(choice.remark);
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
