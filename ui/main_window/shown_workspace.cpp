#include "ui/main_window/shown_workspace.hpp"

namespace alphascope::ui {

ScenePtr scene_of(const Picture& picture) {
    if (picture.is_coarse()) // its numbers are those of another scene
        return picture.request.scene;
    return snapshot(with_made_up_listed(*picture.request.scene, *picture.realised));
}

Workspace workspace_of(const Picture& picture) {
    const ShowRequest& request = picture.request;
    const auto word = [](auto choice, const auto& words) {
        return std::string(words.at(static_cast<std::size_t>(choice)));
    };
    const Index length = picture.realised->length * picture.shortening;
    const auto part = [length](Range range) { return range == Range{0, length} ? std::nullopt : std::optional(range); };
    View view;
    view.map = request.map;
    view.show = word(request.kind == TileKind::scores ? 1 : 0, shown_kinds);
    view.scale = request.scale ? std::string(colour_scales.at(static_cast<std::size_t>(*request.scale) + 1)) : "auto";
    view.pooling = word(request.pooling, pooling_kinds);
    view.i = request.i;
    view.j = request.j;
    view.rows = part(request.rows);
    view.cols = part(request.cols);
    return {request.design, scene_of(picture), view};
}

} // namespace alphascope::ui
