#pragma once

#include "ui/compute/latest_wins.hpp"
#include "ui/compute/picture.hpp"

#include <QObject>
#include <QTimer>

namespace alphascope::ui {

/// Keeps what is shown in step with what is asked, and makes it better while nothing is. Lives on the window's thread;
/// computes on its own worker.
class ComputeService : public QObject {
    Q_OBJECT
public:
    explicit ComputeService(std::shared_ptr<const EngineRegistry> engines, QObject* parent = nullptr);

    /// Newer requests replace older ones. A dragging request is followed by a full one when the hand rests.
    void request(ShowRequest request);
    void cancel();
    bool busy() const { return live_.busy() || rest_.isActive(); }

Q_SIGNALS:
    void shown(const alphascope::ui::PicturePtr& picture); ///< also the same one refined
    void failed(const alphascope::Error& error);
    void refiningFailed(const alphascope::Error& error); ///< the picture shown is right, but stays as it is
    void slow();                                         ///< more than 300 ms, and nothing said yet of how far it is
    void progressed(double share);                       ///< of work that takes long
    void idle();                                         ///< nothing runs and nothing waits

private:
    struct Job {
        ShowRequest request;
        PicturePtr refines; ///< null: a new picture
    };
    struct Answer {
        Result<PicturePtr> picture;
    };
    Answer work(const Job& job, std::stop_token stop);
    void deliver(const Answer& answer);

    Stages stages_; ///< touched by the worker only
    QTimer rest_;   ///< full size after the last change of a drag
    QTimer long_;   ///< runs while something is computed
    ShowRequest last_;
    bool refining_ = false;        ///< gives way to any request at once
    LatestWins<Job, Answer> live_; ///< last: ends before what it uses
};

} // namespace alphascope::ui
