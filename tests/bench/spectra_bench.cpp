// Times of every spectral quantity, per step kind: spectra_bench [length] [state] [kind,kind,...]
#include "core/analysis/growth.hpp"
#include "core/analysis/kicks.hpp"
#include "core/analysis/spectrum.hpp"
#include "core/analysis/stability.hpp"
#include "core/engine/example_systems.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <sstream>

using namespace alphascope;

namespace {

/// Median of three runs, in milliseconds; of one where it takes long.
template <class Work> double milliseconds(Work work) {
    using Clock = std::chrono::steady_clock;
    std::vector<double> times;
    for (int run = 0; run < 3 && (times.empty() || times.front() < 5000); ++run) {
        const auto begin = Clock::now();
        work();
        times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

} // namespace

int main(int argc, char** argv) {
    const Index length = argc > 1 ? std::atol(argv[1]) : 4096, state = argc > 2 ? std::atol(argv[2]) : 64;
    std::vector<std::string> kinds;
    std::istringstream list(argc > 3 ? argv[3]
                                     : "identity,scalar,diagonal,complex_diagonal,blocks,delta,gated_delta,low_rank,"
                                       "low_rank_2,dense,convolution,level_merge,delayed");
    for (std::string kind; std::getline(list, kind, ',');)
        kinds.push_back(kind);
    std::printf("L = %ld, n = %ld, ms\n%-18s %9s %9s %9s %9s  positions\n", long{length}, long{state}, "kind",
                "spectrum", "stability", "transient", "half-life");
    for (const std::string& kind : kinds) {
        const auto system = std::make_shared<const System>(example_system(kind, length, state));
        const auto prepared = make_reference_engine()->prepare(system, {});
        Spectrum plane;
        Stability margins;
        const double a = milliseconds([&] { plane = *spectrum(*system); });
        const double b = milliseconds([&] { margins = *stability(**prepared); });
        const double c = milliseconds([&] { transient_gain(*system, StabilityBudget{}.starts, 8, {}).value(); });
        const double d = milliseconds([&] { median_half_life(*system, StabilityBudget{}.starts, {}).value(); });
        std::printf("%-18s %9.2f %9.2f %9.2f %9.2f  %zu, %zu%s\n", kind.c_str(), a, b, c, d, plane.positions.size(),
                    margins.positions.size(), margins.product_is_estimate ? ", estimate" : "");
        std::fflush(stdout);
    }
}
