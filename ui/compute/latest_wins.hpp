#pragma once
// Live computation that never queues up behind itself.

#include <QMetaObject>
#include <QObject>
#include <QThreadPool>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>

namespace alphascope::ui {

/// One request is worked on and one waits; a newer request takes the waiting place. Work under way is stopped only when
/// it is older than `patience` or a request asks for it: stopping at every change would starve the view during a drag.
template <class Request, class Response> class LatestWins {
public:
    using Work = std::function<Response(const Request&, std::stop_token)>; ///< worker thread; must not throw
    using Deliver = std::function<void(const Response&)>;                  ///< thread of the owner

    LatestWins(Work work, Deliver deliver, std::chrono::milliseconds patience)
        : work_(std::move(work)), deliver_(std::move(deliver)), patience_(patience) {
        pool_.setMaxThreadCount(1);
        pool_.setExpiryTimeout(-1); // thread-local buffers of the engines stay warm
    }
    ~LatestWins() {
        stop_.request_stop();
        pool_.waitForDone();
    } // queued deliveries die with context_

    /// @param urgent stops the running work now: its result would be of no use (another design, the window closes)
    void submit(Request request, bool urgent = false) {
        waiting_ = std::move(request);
        if (!running_)
            start();
        else if (urgent || Clock::now() - started_ > patience_)
            stop_.request_stop();
    }

    /// Stops the running work and forgets the waiting request. Nothing is delivered for either.
    void cancel() {
        waiting_.reset();
        stop_.request_stop();
    }
    bool busy() const { return running_ || waiting_.has_value(); }

private:
    using Clock = std::chrono::steady_clock;

    void start() {
        running_ = true;
        started_ = Clock::now();
        stop_ = std::stop_source{};
        pool_.start([this, request = *std::exchange(waiting_, std::nullopt), token = stop_.get_token()] {
            auto response = std::make_shared<const Response>(work_(request, token));
            QMetaObject::invokeMethod(
                &context_,
                [this, response, token] {
                    running_ = false;
                    if (waiting_)
                        start(); // before delivery: the worker computes while the thread here paints
                    if (!token.stop_requested())
                        deliver_(*response);
                },
                Qt::QueuedConnection);
        });
    }

    Work work_;
    Deliver deliver_;
    std::chrono::milliseconds patience_;
    QObject context_;
    std::optional<Request> waiting_;
    bool running_ = false;
    std::stop_source stop_;
    Clock::time_point started_;
    QThreadPool pool_;
};

} // namespace alphascope::ui
