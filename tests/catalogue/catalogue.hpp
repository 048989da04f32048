#pragma once
// The shipped presets on small scenes.

#include "core/design/presets.hpp"
#include "core/engine/engine.hpp"
#include "core/system/realise.hpp"
#include "tests/support/catch.hpp"

namespace alphascope::test {

inline Scene small_scene(Index length = 9, Index heads = 2, Index state = 4, std::uint64_t seed = 7) {
    Scene scene;
    scene.length = length;
    scene.heads = heads;
    scene.state = state;
    scene.seed = seed;
    return scene;
}

inline std::vector<Design> shipped_presets() {
    std::vector<Design> designs;
    for (const auto& entry : preset_list())
        if (!entry.user)
            designs.push_back(*preset(entry.id));
    return designs;
}

inline std::shared_ptr<const Realised> realise_on(const Design& design, const LoadedScene& scene) {
    const auto realised = realise(design, scene);
    if (!realised)
        FAIL(design.id + ": " + one_line(realised.error()));
    return *realised;
}
inline std::shared_ptr<const Realised> realise_on(const Design& design, const Scene& scene) {
    return realise_on(design, load_scene(scene).value());
}

/// Arrays in memory as if they had come from a file.
inline LoadedScene given(TensorSet tensors, Scene scene) {
    scene.source = TensorSource{"memory"};
    return {std::move(scene), std::make_shared<const TensorSet>(std::move(tensors))};
}

/// The value with its axes in the order a signal declares them, as files have them.
inline Tensor stored_as(const std::vector<std::string>& axes, const Value& value) {
    Tensor tensor{{}, {}, {}, "float64"};
    std::vector<Index> stride(axes.size());
    for (std::size_t k = 0; k < axes.size(); ++k) {
        Index step = 1;
        for (auto axis = value.axes.rbegin(); axis->name != axes[k]; ++axis)
            step *= axis->size;
        stride[k] = step;
        tensor.shape.push_back(value.extent(axes[k]));
    }
    std::vector<Index> at(axes.size());
    for (Index count = 0; count < value.size(); ++count) {
        Index from = 0, rest = count;
        for (std::size_t k = axes.size(); k-- > 0; rest /= tensor.shape[k])
            from += rest % tensor.shape[k] * stride[k];
        tensor.data.push_back(value.real[static_cast<std::size_t>(from)]);
    }
    return tensor;
}

/// One map of an engine's α, whole.
inline Matrix alpha_of(const Engine& engine, const std::shared_ptr<const System>& system) {
    const Index length = system->length();
    const auto prepared = engine.prepare(system, {}).value();
    const auto statistics = prepared->row_statistics({0, length}, {}).value();
    Matrix alpha(length, length);
    REQUIRE(prepared->tile({0, length}, {0, length}, TileKind::alpha, &statistics,
                           std::span<double>(alpha.data(), static_cast<std::size_t>(alpha.size())), {}));
    return alpha;
}

/// Largest difference relative to the largest entry expected; NaN where one is not finite.
inline double off(const Matrix& actual, const Matrix& expected) {
    const double largest = expected.cwiseAbs().maxCoeff(), difference = (actual - expected).cwiseAbs().sum();
    if (!std::isfinite(difference))
        return std::numeric_limits<double>::quiet_NaN();
    return difference == 0 ? 0 : (actual - expected).cwiseAbs().maxCoeff() / largest;
}

} // namespace alphascope::test
