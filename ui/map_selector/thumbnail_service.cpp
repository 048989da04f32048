#include "ui/map_selector/thumbnail_service.hpp"

#include <algorithm>

namespace alphascope::ui {

namespace {
using namespace std::chrono_literals;
constexpr auto patience = 0ms; // nothing is asked for while something runs, unless that was stopped
constexpr auto slice = 60ms;   // maps appear this often
} // namespace

ThumbnailService::ThumbnailService(std::shared_ptr<const EngineRegistry> engines, QObject* parent)
    : QObject(parent), live_(
                           [engines = std::move(engines)](const ThumbnailRequest& request, std::stop_token stop) {
                               RunContext run;
                               run.stop = stop;
                               return make_thumbnails(*engines, request, run, slice);
                           },
                           [this](const ThumbnailsPtr& thumbnails) {
                               made_ = thumbnails;
                               Q_EMIT made(made_);
                               go_on();
                           },
                           patience) {}

void ThumbnailService::set_content(const ThumbnailContent& content) {
    if (content == content_)
        return;
    content_ = content;
    stop(); // of no use any more
    go_on();
}

void ThumbnailService::set_colours(const ThumbnailColours& colours) {
    colours_ = colours;
    go_on();
}

void ThumbnailService::want(std::vector<Index> maps) {
    wanted_ = std::move(maps);
    go_on();
}

void ThumbnailService::pause() {
    paused_ = true;
    stop();
}

void ThumbnailService::stop() {
    live_.cancel();
    stopped_ = true;
}

void ThumbnailService::resume() {
    paused_ = false;
    go_on();
}

void ThumbnailService::go_on() {
    if (paused_ || (live_.busy() && !stopped_) || !content_.realised || content_.pixels <= 0)
        return;
    const bool same = made_ && made_->content == content_;
    const bool complete =
        same && std::all_of(wanted_.begin(), wanted_.end(), [this](Index map) { return made_->of.contains(map); });
    if (wanted_.empty() || (complete && made_->colours == colours_))
        return;
    stopped_ = false;
    live_.submit({content_, colours_, wanted_, same ? made_ : nullptr});
}

} // namespace alphascope::ui
