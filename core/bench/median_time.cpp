#include "core/bench/median_time.hpp"

#include <algorithm>
#include <utility>

namespace alphascope {
namespace {

double median(std::vector<double> times) {
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

} // namespace

double StopWatch::lap() {
    const auto now = std::chrono::steady_clock::now();
    return std::chrono::duration<double, std::milli>(now - std::exchange(start_, now)).count();
}

std::vector<double> median_times(const TimedWork& work, const RunContext& run) {
    std::vector<std::vector<double>> pieces(work().size());
    StopWatch watch;
    std::size_t runs = 0;
    const auto enough = [&](double elapsed) { return runs >= 3 ? runs >= 25 || elapsed >= 250 : elapsed >= 1e4; };
    for (double elapsed = 0; !(runs > 0 && enough(elapsed)) && !run.cancelled(); ++runs) {
        const std::vector<double> times = work();
        for (std::size_t k = 0; k < pieces.size(); ++k)
            pieces[k].push_back(times[k]);
        elapsed += watch.lap();
    }
    std::vector<double> medians;
    for (std::vector<double>& times : pieces)
        if (!times.empty())
            medians.push_back(median(std::move(times)));
    return medians;
}

double median_ms(const std::function<void()>& work, const RunContext& run) {
    const auto times = median_times(
        [&] {
            StopWatch watch;
            work();
            return std::vector{watch.lap()};
        },
        run);
    return times.empty() ? 0 : times.front();
}

} // namespace alphascope
