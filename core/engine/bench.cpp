#include "core/engine/bench.hpp"

#include "core/base/random.hpp"
#include "core/base/thread_pool.hpp"
#include "core/engine/cpu/level.hpp"
#include "core/engine/cpu/room.hpp"
#include "core/engine/example_systems.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>

namespace alphascope {
namespace {

using Clock = std::chrono::steady_clock;

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

/// Numbers in (−1, 1), as panels for a bare product.
cpu::Room<float> noise(Index count) {
    cpu::Room<float> room(count);
    const RandomStream stream(1, "bench");
    for (Index k = 0; k < count; ++k)
        room.data()[k] = static_cast<float>(2 * stream.uniform(k) - 1);
    return room;
}

/// The causal half of Q Bᵀ by the kernels of the best instruction set, its blocks going to memory as a map's do.
void bare_product(const cpu::Kernels& kernels, const float* q, const float* b, Index length, Index state, float* map) {
    constexpr Index piece = 16 * cpu::panel, stride = piece + 16;
    const Index panels = (length + cpu::panel - 1) / cpu::panel;
    const bool past_caches = length * length * Index{sizeof(float)} > cpu::larger_than_caches;
    parallel_for(panels, [&](Index k) {
        const Index strip = panels - 1 - k, rows = std::min(cpu::panel, length - strip * cpu::panel); // longest first
        alignas(64) float scores[cpu::panel * stride];
        for (Index first = 0; first <= strip * cpu::panel; first += piece) {
            const Index end = std::min({first + piece, (strip + 1) * cpu::panel, length});
            for (Index column = first; column < end; column += cpu::panel)
                kernels.single.product(q + strip * cpu::panel * state, b + column * state, state,
                                       scores + (column - first), stride);
            for (Index r = 0; r < rows; ++r)
                kernels.rows.store(scores + r * stride, end - first, map + (strip * cpu::panel + r) * length + first,
                                   past_caches);
        }
        kernels.rows.settle();
    });
}

double floor_ms(Index length, Index state, const RunContext& run) {
    const cpu::Kernels& kernels = cpu::kernels_of(cpu::levels_here().back());
    const Index padded = (length + cpu::panel - 1) / cpu::panel * cpu::panel;
    const auto q = noise(padded * state), b = noise(padded * state);
    std::vector<float> map(static_cast<std::size_t>(length * length));
    const double product =
        median_ms([&] { bare_product(kernels, q.data(), b.data(), length, state, map.data()); }, run);
    constexpr Index strip = 64;
    const double write = median_ms(
        [&] {
            parallel_for((length + strip - 1) / strip, [&](Index k) {
                kernels.rows.clear(std::min(strip, length - k * strip) * length, map.data() + k * strip * length,
                                   length * length * Index{sizeof(float)} > cpu::larger_than_caches);
                kernels.rows.settle();
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
