#include "ui/map_selector/thumbnails.hpp"

#include "core/system/prepare_map.hpp"
#include "ui/figure/colour_map.hpp"
#include "ui/figure/colour_range.hpp"

#include <algorithm>
#include <cmath>

namespace alphascope::ui {

namespace {

Result<MapView> view_of(const EngineRegistry& engines, const ThumbnailContent& content, Index map,
                        const RunContext& run) {
    const Range all{0, content.realised->length};
    return prepare_map(*content.realised, map, engines, content.engine, run).and_then([&](const EngineChoice& choice) {
        return map_view(*choice.prepared, all, all, content.pixels, content.pixels, content.kind, content.pooling, run);
    });
}

std::vector<const MapView*> views_of(const std::map<Index, Thumbnail>& thumbnails) {
    std::vector<const MapView*> views;
    for (const auto& [map, thumbnail] : thumbnails)
        if (thumbnail.view)
            views.push_back(thumbnail.view.get());
    return views;
}

void colour(Thumbnails& thumbnails) {
    const auto& look = thumbnails.colours;
    const auto theme = figure::Theme::screen(look.dark);
    if (!look.own_range && !thumbnails.of.empty())
        thumbnails.shared = figure::automatic_colours(views_of(thumbnails.of), look.scale);
    for (auto& [map, thumbnail] : thumbnails.of)
        if (thumbnail.view) {
            thumbnail.colours =
                thumbnails.shared ? *thumbnails.shared : figure::automatic_colours(*thumbnail.view, look.scale);
            thumbnail.image = figure::colour_view(*thumbnail.view, thumbnail.colours, theme);
        }
}

} // namespace

float Thumbnail::largest() const {
    return view ? std::max(std::abs(view->minimum), std::abs(view->maximum)) : 0;
}

ThumbnailsPtr make_thumbnails(const EngineRegistry& engines, const ThumbnailRequest& request, const RunContext& run,
                              std::chrono::milliseconds slice) {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + slice;
    auto made = std::make_shared<Thumbnails>();
    made->content = request.content;
    made->colours = request.colours;
    if (request.known && request.known->content == request.content)
        for (const auto& [map, known] : request.known->of)
            made->of[map] = {known.view, known.problem, {}, {}};
    for (const Index map : request.wanted) {
        if (made->of.contains(map))
            continue;
        auto view = view_of(engines, request.content, map, run);
        if (run.cancelled())
            break;
        Thumbnail& thumbnail = made->of[map];
        if (view)
            thumbnail.view = std::make_shared<const MapView>(std::move(*view));
        else
            thumbnail.problem = QString::fromStdString(view.error().message);
        if (Clock::now() > end)
            break;
    }
    colour(*made);
    return made;
}

} // namespace alphascope::ui
