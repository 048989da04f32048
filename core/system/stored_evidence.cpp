#include "core/system/stored_evidence.hpp"

#include "core/engine/engine.hpp"
#include "core/system/realiser.hpp"
#include "core/system/stored_check.hpp"

#include <algorithm>
#include <set>

namespace alphascope {
namespace {

constexpr Index most_rows = 32;

/// A few maps' lanes (what micro steps share), the first and the last among them; more where sequences are short, and
/// may be heads.
std::set<Index> some_lanes(Index lanes, Index length) {
    const Index count = std::clamp<Index>(4096 / length, 2, 32);
    std::set<Index> chosen;
    for (Index k = 0; k < count; ++k)
        chosen.insert(k * (lanes - 1) / (count - 1));
    return chosen;
}

std::optional<Matrix> rows_of(const Realised& realised, Index map, Range rows, Range cols) {
    const auto system = realised.system(map);
    if (!system || !(*system)->is_causal())
        return std::nullopt;
    const auto prepared = make_reference_engine()->prepare(*system, {});
    if (!prepared)
        return std::nullopt;
    const auto statistics = (*prepared)->row_statistics(rows, {});
    Matrix alpha(rows.size(), cols.size());
    if (!statistics || !(*prepared)->tile(rows, cols, TileKind::alpha, &*statistics,
                                          std::span<double>(alpha.data(), static_cast<std::size_t>(alpha.size())), {}))
        return std::nullopt;
    return alpha;
}

/// An array of zeros comes out of anything small.
bool says_something(const TensorSet& tensors, const char* name) {
    const auto found = tensors.tensors.find(name);
    return found != tensors.tensors.end() &&
           std::any_of(found->second.data.begin(), found->second.data.end(), [](double x) { return x != 0; });
}

bool reproduces(const Design& design, const LoadedScene& scene, const AxisReading& reading, const RunContext& run) {
    LoadedScene read = scene;
    auto& source = std::get<TensorSource>(read.scene.source);
    source.axes = reading.axes;
    source.make_up.reset();
    const auto realised = Realiser::once().realise(design, read, run);
    if (!realised || !(*realised)->made_up.empty() || (*realised)->layout == Layout::pairs)
        return false;
    const Realised& model = **realised;
    const Range rows{0, std::min(model.length, most_rows)}, cols{0, model.length};
    const Index micro = model.layout == Layout::micro ? model.map_axes.back().size : 1;
    StoredCheck check(model, rows, cols);
    for (const Index lane : some_lanes(model.map_count() / micro, model.length))
        for (Index map = lane * micro; map < (lane + 1) * micro; ++map) {
            const auto alpha = rows_of(model, map, rows, cols);
            if (!alpha)
                return false;
            check.add(map, *alpha);
        }
    const StoredComparison comparison = check.result();
    const auto comes_out = [&](const std::optional<StoredArray>& array, const char* name) {
        return array && array->reproduced() && says_something(*scene.tensors, name);
    };
    return comes_out(comparison.alpha, "alpha") || comes_out(comparison.output, "o");
}

} // namespace

std::optional<std::size_t> reading_that_reproduces(const Design& design, const LoadedScene& scene,
                                                   const std::vector<AxisReading>& readings, const RunContext& run) {
    const auto& tensors = scene.tensors->tensors;
    if (!tensors.contains("o") && !tensors.contains("alpha"))
        return std::nullopt;
    std::optional<std::size_t> found;
    for (std::size_t k = 0; k < readings.size(); ++k)
        if (reproduces(design, scene, readings[k], run)) {
            if (found)
                return std::nullopt;
            found = k;
        }
    return found;
}

} // namespace alphascope
