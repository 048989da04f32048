#pragma once

#include <functional>
#include <stop_token>

namespace alphascope {

/// How a long computation is stopped and watched. Loops poll `cancelled()` at least each millisecond.
struct RunContext {
    std::stop_token stop;
    std::function<void(double)> progress; ///< share done in [0, 1]; called from the computing thread; may be empty
    bool cancelled() const { return stop.stop_requested(); }
    void report(double share) const {
        if (progress)
            progress(share);
    }
    /// For a part of the work, which begins at share `from` of the whole and ends at `to`.
    RunContext part(double from, double to) const {
        if (!progress)
            return {stop, {}};
        return {stop, [whole = progress, from, to](double share) { whole(from + (to - from) * share); }};
    }
};

} // namespace alphascope
