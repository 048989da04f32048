#include "ui/compute/refine_picture.hpp"

#include "core/analysis/refinement.hpp"
#include "core/engine/given.hpp"
#include "ui/figure/colour_map.hpp"
#include "ui/figure/colour_range.hpp"

#include <chrono>

namespace alphascope::ui {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds between_steps{150}; // colouring and painting is work too

PicturePtr with_view(const Picture& picture, std::shared_ptr<const MapView> view, const figure::ColourScale& colours) {
    auto better = std::make_shared<Picture>(picture);
    better->view = std::move(view);
    better->colours = colours;
    better->image = figure::colour_view(*better->view, colours, figure::Theme::screen(picture.request.dark));
    return better;
}

bool lacks_margins(const Picture& picture) {
    return !picture.stability && !is_given(*picture.prepared) &&
           !picture.is_coarse(); // tokens of a short scene are not those of the cross-hair
}

bool has_hasty_map(const Picture& picture) {
    return picture.view && !picture.is_coarse() && !picture.request.dragging &&
           alphascope::can_refine(*picture.prepared, *picture.view);
}

Result<PicturePtr> with_margins(Stages& stages, const Picture& picture, const RunContext& run) {
    return stages.stability(picture.prepared, picture.request.dragging, run)
        .map([&](std::shared_ptr<const Stability> stability) -> PicturePtr {
            auto better = std::make_shared<Picture>(picture);
            better->stability = std::move(stability);
            return better;
        });
}

Result<PicturePtr> with_finer_map(Stages& stages, const PicturePtr& picture, const RunContext& run,
                                  const std::function<void(PicturePtr)>& better) {
    auto last = Clock::now();
    const auto refined = stages.refined(picture->prepared, *picture->view, run, [&](const MapView& view) {
        if (Clock::now() - last < between_steps || run.cancelled())
            return;
        better(with_view(*picture, std::make_shared<const MapView>(view), picture->colours));
        last = Clock::now();
    });
    if (!refined)
        return tl::unexpected(refined.error());
    const auto& request = picture->request;
    return with_view(*picture, *refined,
                     request.colours ? *request.colours : figure::automatic_colours(**refined, request.scale));
}

} // namespace

bool can_refine(const Picture& picture) {
    return lacks_margins(picture) || has_hasty_map(picture);
}

Result<PicturePtr> refine(Stages& stages, const PicturePtr& picture, const RunContext& run,
                          const std::function<void(PicturePtr)>& better) {
    return lacks_margins(*picture) ? with_margins(stages, *picture, run) : with_finer_map(stages, picture, run, better);
}

} // namespace alphascope::ui
