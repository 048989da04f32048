#pragma once

#include "ui/compute/latest_wins.hpp"
#include "ui/compute/picture.hpp"
#include "ui/map_selector/thumbnails.hpp"

#include <QObject>

namespace alphascope::ui {

/// Makes thumbnails while nothing else is computed: on its own worker, stopped the moment a picture is asked for, a few
/// maps at a time so that they appear as they are made.
class ThumbnailService : public QObject {
    Q_OBJECT
public:
    explicit ThumbnailService(std::shared_ptr<const EngineRegistry> engines, QObject* parent = nullptr);

    void set_content(const ThumbnailContent& content);
    void set_colours(const ThumbnailColours& colours);
    /// The maps somebody can see, most wanted first. Others are not computed.
    void want(std::vector<Index> maps);
    void pause();
    void resume();

    const ThumbnailContent& content() const { return content_; }
    const ThumbnailColours& colours() const { return colours_; }
    bool busy() const { return live_.busy(); }

Q_SIGNALS:
    void made(const alphascope::ui::ThumbnailsPtr& thumbnails);

private:
    void go_on(); ///< asks for what is missing; what runs calls it again when it is done
    void stop();

    ThumbnailContent content_;
    ThumbnailColours colours_;
    std::vector<Index> wanted_;
    ThumbnailsPtr made_;
    bool paused_ = false, stopped_ = true;             ///< stopped: what still runs will not be delivered
    LatestWins<ThumbnailRequest, ThumbnailsPtr> live_; ///< last: ends before what it uses
};

} // namespace alphascope::ui
