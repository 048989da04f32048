#include "core/bench/bench.hpp"

#include "core/base/free_memory.hpp"
#include "core/bench/median_time.hpp"
#include "core/engine/example_systems.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace alphascope {
namespace {

struct MapTimes {
    double prepare_ms, map_ms, together_ms;
};

/// One whole map into `entries`, which is made as large as it must be; the time of each half, and of both.
template <class Number>
Result<void> draw(const Prepared& prepared, std::vector<Number>& entries, const RunContext& run) {
    const Range all{0, prepared.system().length()};
    entries.resize(static_cast<std::size_t>(all.size() * all.size()));
    return prepared.row_statistics(all, run).and_then([&](const RowStatistics& statistics) {
        return prepared.tile(all, all, TileKind::alpha, &statistics, std::span<Number>(entries), run);
    });
}

Result<MapTimes> map_times(const Engine& engine, const std::shared_ptr<const System>& system, const RunContext& run) {
    const RunContext quiet{run.stop, {}};
    std::vector<float> single;
    std::vector<double> twice;
    Result<void> outcome;
    const auto times = median_times(
        [&] {
            StopWatch watch;
            const auto prepared = engine.prepare(system, quiet);
            const double prepare = watch.lap();
            if (outcome)
                outcome = prepared.and_then([&](const auto& ready) {
                    return ready->is_float64() ? draw(*ready, twice, quiet) : draw(*ready, single, quiet);
                });
            const double map = watch.lap();
            return std::vector{prepare, map, prepare + map};
        },
        run);
    if (!outcome)
        return tl::unexpected(outcome.error());
    if (times.empty())
        return failure(ErrorCode::cancelled, "stopped");
    return MapTimes{times[0], times[1], times[2]};
}

/// Why a map of this kind and size is not drawn here; empty when it is.
std::string obstacle(const std::string& kind, Index length, Index state) {
    if (state % 2 && needs_even_state(kind))
        return fmt::format("needs an even n, not {}", state);
    const auto n = static_cast<double>(state), tokens = static_cast<double>(length);
    const double of_token = kind == "dense" ? 2 * n * n : kind == "level_merge" ? 32 * n : 8 * n; // b, q, steps, copies
    const double bytes = sizeof(double) * tokens * (of_token + tokens);
    if (bytes > static_cast<double>(free_memory()) / 2)
        return fmt::format("needs about {:.0f} GB, more than half of what is free", bytes * 1e-9);
    return {};
}

} // namespace

BenchTable bench(const BenchRequest& request, const RunContext& run) {
    BenchTable table;
    const auto left_out = [&](const std::string& id, Index length) {
        return id == "reference" && request.reference_limit > 0 && length > request.reference_limit;
    };
    for (const NamedEngine& engine : request.engines)
        for (const Index length : request.lengths)
            if (engine.engine && left_out(engine.id, length))
                table.gaps.push_back({"", engine.id, length, 0, "takes long; it is measured when asked for by name"});
    table.rates = measure_rates(run);
    const double total = static_cast<double>(request.kinds.size() * request.lengths.size() * request.states.size());
    double done = 0;
    for (const Index length : request.lengths)
        for (const Index state : request.states) {
            const MapFloor floor = measure_floor(length, state, run);
            for (const std::string& kind : request.kinds) {
                run.report(done++ / total);
                if (std::string why = obstacle(kind, length, state); !why.empty()) {
                    table.gaps.push_back({kind, "", length, state, std::move(why)});
                    continue;
                }
                const auto system = std::make_shared<const System>(example_system(kind, length, state));
                for (const auto& [id, engine, detail] : request.engines) {
                    if (!engine || left_out(id, length))
                        continue;
                    const auto times = engine->supports(*system)
                                           ? map_times(*engine, system, run)
                                           : failure(ErrorCode::unavailable, "does not support this kind");
                    if (run.cancelled())
                        return table;
                    if (times)
                        table.rows.push_back(
                            {kind, length, state, id, times->prepare_ms, times->map_ms, times->together_ms, floor, {}});
                    else
                        table.gaps.push_back({kind, id, length, state, one_line(times.error())});
                }
            }
        }
    run.report(1);
    return table;
}

} // namespace alphascope
