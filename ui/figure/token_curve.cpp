#include "ui/figure/token_curve.hpp"

#include <algorithm>

namespace alphascope::figure {

Line token_curve(const QString& name, const std::vector<Index>& tokens, const Vector& values, int colour, bool dashed) {
    constexpr Index stretches = 16384;
    const Index count = std::min<Index>(static_cast<Index>(tokens.size()), values.size());
    Line line{name, {}, {}, colour, dashed};
    const auto keep = [&](Index k) {
        line.x.push_back(static_cast<double>(tokens[static_cast<std::size_t>(k)]));
        line.y.push_back(values[k]);
    };
    if (count <= 4 * stretches) {
        for (Index k = 0; k < count; ++k)
            keep(k);
        return line;
    }
    for (Index s = 0; s < stretches; ++s) {
        const Index begin = s * count / stretches, end = (s + 1) * count / stretches;
        const auto [low, high] = std::minmax_element(values.data() + begin, values.data() + end);
        Index kept[] = {begin, low - values.data(), high - values.data(), end - 1};
        std::sort(std::begin(kept), std::end(kept));
        std::for_each(std::begin(kept), std::unique(std::begin(kept), std::end(kept)), keep);
    }
    return line;
}

} // namespace alphascope::figure
