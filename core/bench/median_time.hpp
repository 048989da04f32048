#pragma once

#include "core/base/run_context.hpp"

#include <chrono>
#include <functional>
#include <vector>

namespace alphascope {

/// Milliseconds that each of some pieces of work takes, one after the other; runs them all and returns one time each.
using TimedWork = std::function<std::vector<double>()>;

/// Medians, piece by piece, over a quarter of a second of runs, 3 at least and 25 at most, after one that warms up;
/// no other run begins when ten seconds are gone. Empty when stopped before the first.
std::vector<double> median_times(const TimedWork& work, const RunContext& run);

/// The same for one piece, timed from outside; 0 when stopped before the first.
double median_ms(const std::function<void()>& work, const RunContext& run);

/// Milliseconds since this was made, or last read.
class StopWatch {
public:
    double lap();

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

} // namespace alphascope
