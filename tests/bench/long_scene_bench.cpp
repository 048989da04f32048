// What a long scene costs before the engine begins: time and memory of making its numbers, and how soon it and the
// engine have stopped and given their memory back when they are told to. Built with the tests, run by hand: it asserts
// nothing.
//   long_scene_bench [preset ...] [length]
#include "core/design/presets.hpp"
#include "core/engine/engine.hpp"
#include "core/system/realise.hpp"
#include "tests/support/process_memory.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <vector>

using namespace alphascope;

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

double processor_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

double gigabytes(const std::string& key) {
    return 1e-9 * static_cast<double>(test::process_memory(key));
}

void forget_peak() {
    std::ofstream("/proc/self/clear_refs") << 5;
}

/// b and q of the first map.
double gigabytes_of(const Realised& realised) {
    const auto system = realised.system(0).value();
    return 8e-9 * static_cast<double>(system->b.size() + system->q.size());
}

/// The longest that work(run) takes to return after it is told to stop, of fifteen times within the first `wall` ms.
template <class Work> double slowest_stop(double wall, Work work) {
    double slowest = 0;
    for (int k = 1; k < 16; ++k) {
        std::stop_source stop;
        RunContext run;
        run.stop = stop.get_token();
        Clock::time_point told;
        std::thread teller([&] {
            std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(wall * k / 16));
            stop.request_stop();
            told = Clock::now(); // not before: this thread may have had to wait for its turn
        });
        const bool finished = work(run).has_value();
        const auto ended = Clock::now();
        teller.join();
        if (!finished)
            slowest = std::max(slowest, std::chrono::duration<double, std::milli>(ended - told).count());
    }
    return slowest;
}

void measure_engine(const System& realised) {
    const auto engine = make_cpu_engine();
    const auto system = std::make_shared<const System>(realised);
    const auto begin = Clock::now();
    const auto prepared = engine->prepare(system, {}).value();
    const double wall = milliseconds_since(begin);
    const double prepare = slowest_stop(wall, [&](const RunContext& run) { return engine->prepare(system, run); });
    const Range last{system->length() - 1024, system->length()};
    std::vector<float> cells(static_cast<std::size_t>(1024 * system->length() / 8));
    const auto tile = [&](const RunContext& run) {
        const auto statistics = prepared->row_statistics(last, run);
        return statistics.and_then([&](const RowStatistics& known) {
            return prepared->tile(last, {0, system->length() / 8}, TileKind::alpha, &known, std::span<float>(cells),
                                  run);
        });
    };
    std::printf("%-18s prepare %7.0f ms; stops within %.1f ms, rows and tiles within %.1f ms\n", "", wall, prepare,
                slowest_stop(40, tile));
}

void measure(const std::string& id, Index length) {
    const Design design = preset(id).value();
    Scene scene;
    scene.length = length;
    scene.heads = 1;
    scene.state = 32;
    const LoadedScene loaded{scene, nullptr};
    std::vector<double> walls, processors;
    double peak = 0, kept = 0, arrays = 0;
    for (int repeat = 0; repeat < 3; ++repeat) {
        std::this_thread::sleep_for(std::chrono::milliseconds(300)); // the last one's memory goes back behind it
        forget_peak();
        const double before = gigabytes("VmRSS"), used = processor_seconds();
        const auto begin = Clock::now();
        const auto realised = realise(design, loaded);
        walls.push_back(milliseconds_since(begin));
        processors.push_back(1e3 * (processor_seconds() - used));
        if (!realised) {
            std::printf("%-18s %s\n", id.c_str(), one_line(realised.error()).c_str());
            return;
        }
        peak = gigabytes("VmHWM") - before;
        kept = gigabytes("VmRSS") - before;
        arrays = gigabytes_of(**realised);
    }
    const auto median = [](std::vector<double>& times) {
        std::sort(times.begin(), times.end());
        return times[times.size() / 2];
    };
    const double wall = median(walls);
    const double stop = slowest_stop(wall, [&](const RunContext& run) { return realise(design, loaded, run); });
    std::printf("%-18s L %td: %7.0f ms, %7.0f ms of processors; peak %.2f GB, kept %.2f GB, b and q %.2f GB; stops "
                "within %.1f ms\n",
                id.c_str(), length, wall, median(processors), peak, kept, arrays, stop);
    measure_engine(*realise(design, loaded).value()->system(0).value());
    std::fflush(stdout);
}

} // namespace

int main(int count, char** words) {
    std::vector<std::string> ids;
    Index length = Index{1} << 20;
    for (int k = 1; k < count; ++k)
        if (const long long number = std::atoll(words[k]); number > 0)
            length = number;
        else
            ids.emplace_back(words[k]);
    if (ids.empty())
        ids = {"simple_gla", "gla", "delta_rule", "softmax"};
    for (const auto& id : ids)
        measure(id, length);
    return 0;
}
