#include "ui/editor/scene_memory.hpp"

namespace alphascope::ui {

double scene_bytes(const Design& design, const Scene& scene) {
    const auto size_of = [&](const std::string& axis) -> double {
        if (const auto said = scene.sizes.find(axis); said != scene.sizes.end())
            return static_cast<double>(said->second);
        return static_cast<double>(axis == "time" ? scene.length : axis == "head" ? scene.heads : scene.state);
    };
    double numbers = static_cast<double>(scene.length) * static_cast<double>(embedding_width(scene.state));
    for (const auto& signal : design.signals) {
        double count = 2;
        for (const auto& axis : signal.axes)
            count *= size_of(axis);
        numbers += count;
    }
    return numbers * sizeof(double);
}

} // namespace alphascope::ui
