#include "core/bench/far_views.hpp"

#include "core/analysis/pooling.hpp"
#include "core/bench/median_time.hpp"
#include "core/engine/example_systems.hpp"

#include <algorithm>

namespace alphascope {

Result<std::vector<FarView>> far_views(const std::string& kind, Index length, Index state, const NamedEngine& engine,
                                       const RunContext& run) {
    constexpr Index pixels = 1024;
    const RunContext quiet{run.stop, {}};
    const auto system = std::make_shared<const System>(example_system(kind, length, state));
    StopWatch watch;
    const auto prepared = engine.engine->prepare(system, quiet);
    if (!prepared)
        return tl::unexpected(prepared.error());
    const double prepare_ms = watch.lap();
    const Index size = std::min(pixels, length), middle = (length - size) / 2;
    struct Place {
        const char* what;
        Range rows, cols;
    };
    std::vector<FarView> views;
    for (const Place& place : {Place{"cells at the diagonal", {middle, middle + size}, {middle, middle + size}},
                               Place{"cells far from it", {length - size, length}, {0, size}},
                               Place{"whole map", {0, length}, {0, length}}}) {
        Result<MapView> view;
        const double ms = median_ms(
            [&] {
                view = map_view(**prepared, place.rows, place.cols, pixels, pixels, TileKind::alpha, Pooling::max_abs,
                                quiet);
            },
            run);
        if (!view)
            return tl::unexpected(view.error());
        views.push_back({kind, length, state, engine.id, place.what, view->sampled > 0, prepare_ms, ms});
        run.report(static_cast<double>(views.size()) / 3);
    }
    return views;
}

} // namespace alphascope
