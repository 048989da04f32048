#pragma once

#include "ui/compute/latest_wins.hpp"
#include "ui/gallery/preset_thumbnail.hpp"

#include <QObject>

#include <map>
#include <vector>

namespace alphascope::ui {

/// Draws thumbnails one after the other on its own worker and keeps them for as long as the scene stays.
class PresetThumbnails : public QObject {
    Q_OBJECT
public:
    explicit PresetThumbnails(std::shared_ptr<const EngineRegistry> engines, QObject* parent = nullptr);

    /// Asks for these designs on this scene; those already drawn are not drawn again.
    void request(const std::vector<DesignPtr>& designs, const ScenePtr& scene);
    void cancel();
    bool busy() const { return worker_.busy(); }
    const PresetThumbnail* find(const DesignPtr& design) const; ///< null: not drawn yet

Q_SIGNALS:
    void drawn(const alphascope::DesignPtr& design, const alphascope::ui::PresetThumbnail& thumbnail);
    void progressed(int done, int all);
    void idle(); ///< all drawn, or stopped

private:
    struct Job {
        std::vector<DesignPtr> designs;
        ScenePtr scene;
    };
    struct Done {};
    Done work(const Job& job, std::stop_token stop);
    void keep(const ScenePtr& scene, const DesignPtr& design, const PresetThumbnail& thumbnail);

    std::shared_ptr<const EngineRegistry> engines_;
    ScenePtr scene_;
    std::map<DesignPtr, PresetThumbnail> drawn_;
    int asked_ = 0, done_ = 0;
    bool stopped_ = false;
    LatestWins<Job, Done> worker_; ///< last: ends before what it uses
};

} // namespace alphascope::ui
