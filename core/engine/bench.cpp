#include "core/engine/bench.hpp"

#include "core/base/thread_pool.hpp"
#include "core/engine/example_systems.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>

namespace alphascope {
namespace {

using Clock = std::chrono::steady_clock;
using FloatMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

double milliseconds_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Median over a quarter of a second of runs, 3 at least and 25 at most, after one that warms up.
double median_ms(const std::function<void()>& work, const RunContext& run) {
    work();
    std::vector<double> times;
    const auto begin = Clock::now();
    while (times.size() < 25 && (times.size() < 3 || milliseconds_since(begin) < 250) && !run.cancelled()) {
        const auto start = Clock::now();
        work();
        times.push_back(milliseconds_since(start));
    }
    if (times.empty())
        return 0;
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

double floor_ms(Index length, Index state, const RunContext& run) {
    const FloatMatrix q = FloatMatrix::Random(length, state), b = FloatMatrix::Random(length, state);
    FloatMatrix map(length, length);
    constexpr Index strip = 64;
    const Index strips = (length + strip - 1) / strip;
    const double product = median_ms(
        [&] {
            parallel_for(strips, [&](Index k) {
                const Index first = (strips - 1 - k) * strip, rows = std::min(strip, length - first); // longest first
                map.block(first, 0, rows, first + rows).noalias() =
                    q.middleRows(first, rows) * b.topRows(first + rows).transpose();
            });
        },
        run);
    float value = 0;
    const double write = median_ms(
        [&] {
            ++value; // another number each time: nothing may be skipped
            parallel_for(strips, [&](Index k) {
                map.middleRows(k * strip, std::min(strip, length - k * strip)).setConstant(value);
            });
        },
        run);
    return std::max(product, write);
}

double map_ms(const Engine& engine, const std::shared_ptr<const System>& system, const RunContext& run) {
    const Range all{0, system->length()};
    const RunContext quiet{run.stop, {}};
    std::vector<float> single;
    std::vector<double> twice;
    return median_ms(
        [&] {
            const auto prepared = engine.prepare(system, quiet);
            const auto statistics = prepared ? (*prepared)->row_statistics(all, quiet)
                                             : Result<RowStatistics>(tl::unexpected(prepared.error()));
            if (!statistics)
                return;
            const auto entries = static_cast<std::size_t>(all.size() * all.size());
            if ((*prepared)->is_float64()) {
                twice.resize(entries);
                (void)(*prepared)->tile(all, all, TileKind::alpha, &*statistics, std::span<double>(twice), quiet);
            } else {
                single.resize(entries);
                (void)(*prepared)->tile(all, all, TileKind::alpha, &*statistics, std::span<float>(single), quiet);
            }
        },
        run);
}

} // namespace

std::vector<BenchRow> bench(const EngineRegistry& engines, const std::vector<Index>& lengths,
                            const std::vector<Index>& states, const RunContext& run) {
    std::vector<std::string> kinds(step_kind_ids.begin(), step_kind_ids.end());
    kinds.insert(kinds.end(), {"softmax", "delta", "gated_delta"});
    std::map<std::pair<Index, Index>, double> floors;
    std::vector<BenchRow> rows;
    const double total = static_cast<double>(kinds.size() * lengths.size() * states.size());
    double done = 0;
    for (const std::string& kind : kinds)
        for (const Index length : lengths)
            for (const Index state : states) {
                if (!floors.contains({length, state}))
                    floors[{length, state}] = floor_ms(length, state, run);
                const double floor = floors[{length, state}];
                const auto system = std::make_shared<const System>(example_system(kind, length, state));
                for (const auto& engine : engines.engines()) {
                    const Capability capability = engine->capability();
                    if (!capability.available || !engine->supports(*system) ||
                        (capability.id == "reference" && length > 1024))
                        continue;
                    const double time = map_ms(*engine, system, run);
                    if (run.cancelled())
                        return rows;
                    rows.push_back({kind, length, state, capability.id, time, floor, time / floor});
                }
                run.report(++done / total);
            }
    return rows;
}

} // namespace alphascope
