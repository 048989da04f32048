#pragma once

#include <stop_token>
#include <thread>

namespace alphascope::cli {

/// Turns SIGINT and SIGTERM into a stop request, so that work ends cleanly and no half file is left. A second signal
/// ends the process at once. Construct before any other thread: the signals are blocked for all of them.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    std::stop_token token() const { return stop_.get_token(); }

private:
    std::stop_source stop_;
    std::thread waiter_;
};

} // namespace alphascope::cli
