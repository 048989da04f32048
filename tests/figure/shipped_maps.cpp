#include "tests/figure/shipped_maps.hpp"

#include "core/analysis/coefficient_map.hpp"
#include "core/design/presets.hpp"
#include "core/scene/scene.hpp"
#include "core/system/prepare_map.hpp"

#include <algorithm>

namespace alphascope::test {

std::vector<std::string> shipped_ids() {
    std::vector<std::string> ids;
    for (const auto& entry : preset_list())
        if (!entry.user)
            ids.push_back(entry.id);
    return ids;
}

MapView ShippedMap::view(int pixels) const {
    const Range all{0, prepared->system().length()};
    const int side = static_cast<int>(std::min<Index>(pixels, all.size()));
    return map_view(*prepared, all, all, side, side, TileKind::alpha, Pooling::max_abs).value();
}

std::vector<float> ShippedMap::cells(Index rows) const {
    const System& system = prepared->system();
    const Index length = system.length(), count = std::min(rows, length);
    std::vector<float> cells;
    for (Index k = 0; k < count; ++k) {
        const Index i = (2 * k + 1) * length / (2 * count), end = system.is_causal() ? i + 1 : length;
        const auto row = compute_tile(*prepared, {i, i + 1}, {0, end}, TileKind::alpha).value();
        cells.insert(cells.end(), row.values.begin(), row.values.end());
    }
    return cells;
}

ShippedMap shipped_map(const std::string& id, Index length) {
    static const auto engine = make_cpu_engine();
    Scene scene;
    scene.length = length;
    const auto realised = realise(preset(id).value(), load_scene(scene).value()).value();
    const std::shared_ptr<const System> system = realised->system(0).value();
    return {engine->prepare(system, {}).value()};
}

} // namespace alphascope::test
