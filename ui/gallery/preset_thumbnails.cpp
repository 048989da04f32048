#include "ui/gallery/preset_thumbnails.hpp"

namespace alphascope::ui {

PresetThumbnails::PresetThumbnails(std::shared_ptr<const EngineRegistry> engines, QObject* parent)
    : QObject(parent), engines_(std::move(engines)),
      worker_([this](const Job& job, std::stop_token stop) { return work(job, stop); }, [this](Done) { Q_EMIT idle(); },
              std::chrono::milliseconds(0)) {}

void PresetThumbnails::request(const std::vector<DesignPtr>& designs, const ScenePtr& scene) {
    if (scene != scene_)
        drawn_.clear();
    scene_ = scene;
    Job job{{}, scene};
    for (const auto& design : designs)
        if (!drawn_.contains(design))
            job.designs.push_back(design);
    asked_ = static_cast<int>(designs.size());
    done_ = asked_ - static_cast<int>(job.designs.size());
    if (job.designs.empty())
        return cancel();
    stopped_ = false;
    Q_EMIT progressed(done_, asked_);
    worker_.submit(std::move(job), true);
}

void PresetThumbnails::cancel() {
    stopped_ = true;
    worker_.cancel();
    Q_EMIT idle();
}

const PresetThumbnail* PresetThumbnails::find(const DesignPtr& design) const {
    const auto found = drawn_.find(design);
    return found == drawn_.end() ? nullptr : &found->second;
}

PresetThumbnails::Done PresetThumbnails::work(const Job& job, std::stop_token stop) {
    RunContext run;
    run.stop = stop;
    const auto scene = load_scene(thumbnail_scene(*job.scene));
    for (const auto& design : job.designs) {
        auto made =
            scene.and_then([&](const LoadedScene& loaded) { return make_thumbnail(*design, loaded, *engines_, run); });
        if (stop.stop_requested())
            break;
        PresetThumbnail thumbnail;
        if (made)
            thumbnail = std::move(*made);
        else
            thumbnail.problem = QString::fromStdString(one_line(made.error()));
        QMetaObject::invokeMethod(
            this, [this, scene = job.scene, design, thumbnail] { keep(scene, design, thumbnail); },
            Qt::QueuedConnection);
    }
    return {};
}

void PresetThumbnails::keep(const ScenePtr& scene, const DesignPtr& design, const PresetThumbnail& thumbnail) {
    if (scene != scene_ || !drawn_.emplace(design, thumbnail).second)
        return;
    Q_EMIT drawn(design, thumbnail);
    ++done_;
    if (!stopped_)
        Q_EMIT progressed(done_, asked_);
}

} // namespace alphascope::ui
