#include "ui/compute/compute_service.hpp"

#include "ui/compute/refine_picture.hpp"
#include "ui/compute/show.hpp"

#include <chrono>
#include <utility>

namespace alphascope::ui {

namespace {
using namespace std::chrono_literals;
constexpr auto patience = 400ms;         // a running answer older than this gives way to a newer question
constexpr auto hand_rests = 120ms;       // after the last change of a drag
constexpr auto worth_a_progress = 300ms; // shorter work ends before anybody reads about it
} // namespace

ComputeService::ComputeService(std::shared_ptr<const EngineRegistry> engines, QObject* parent)
    : QObject(parent), stages_(std::move(engines)),
      live_([this](const Job& job, std::stop_token stop) { return work(job, stop); },
            [this](const Answer& answer) { deliver(answer); }, patience) {
    long_.setSingleShot(true);
    long_.setInterval(worth_a_progress);
    connect(&long_, &QTimer::timeout, this, [this] {
        if (live_.busy())
            Q_EMIT slow();
    });
    rest_.setSingleShot(true);
    rest_.setInterval(hand_rests);
    connect(&rest_, &QTimer::timeout, this, [this] {
        last_.dragging = false;
        long_.start();
        live_.submit({last_, nullptr}, std::exchange(refining_, false));
    });
}

void ComputeService::request(ShowRequest request) {
    // A full picture that is still being made stops for the first change of a new drag.
    const bool drag_begins = request.dragging && !last_.dragging;
    last_ = request;
    if (request.dragging)
        rest_.start();
    else
        rest_.stop();
    if (!live_.busy())
        long_.start();
    const bool urgent = std::exchange(refining_, false) || (drag_begins && coarse_scene(last_.scene) != nullptr);
    live_.submit({std::move(request), nullptr}, urgent);
}

void ComputeService::cancel() {
    rest_.stop();
    long_.stop();
    live_.cancel();
    refining_ = false;
}

ComputeService::Answer ComputeService::work(const Job& job, std::stop_token stop) {
    RunContext run;
    run.stop = stop;
    run.progress = [this, stop, begin = std::chrono::steady_clock::now()](double share) {
        if (std::chrono::steady_clock::now() - begin > worth_a_progress)
            QMetaObject::invokeMethod(
                this,
                [this, share, stop] {
                    if (!stop.stop_requested())
                        Q_EMIT progressed(share);
                },
                Qt::QueuedConnection);
    };
    if (!job.refines)
        return {show(stages_, job.request, run)};
    return {refine(stages_, job.refines, run, [this, stop](PicturePtr better) {
        QMetaObject::invokeMethod(
            this,
            [this, stop, picture = std::move(better)] {
                if (!stop.stop_requested())
                    Q_EMIT shown(picture);
            },
            Qt::QueuedConnection);
    })};
}

void ComputeService::deliver(const Answer& answer) {
    const bool refined = std::exchange(refining_, false);
    if (answer.picture) {
        Q_EMIT shown(*answer.picture);
        if (!live_.busy() && !refined && can_refine(**answer.picture)) {
            refining_ = true;
            live_.submit({(*answer.picture)->request, *answer.picture});
            return;
        }
    } else if (answer.picture.error().code != ErrorCode::cancelled) {
        if (refined)
            Q_EMIT refiningFailed(answer.picture.error());
        else
            Q_EMIT failed(answer.picture.error());
    }
    if (!busy()) {
        long_.stop();
        Q_EMIT idle();
    }
}

} // namespace alphascope::ui
