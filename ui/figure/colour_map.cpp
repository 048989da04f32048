#include "ui/figure/colour_map.hpp"

#include "core/base/thread_pool.hpp"
#include "ui/figure/axis_map.hpp"

#include <bit>
#include <cmath>
#include <cstdint>

namespace alphascope::figure {
namespace {

constexpr QRgb hatch_dark = 0xFFC2187A, hatch_light = 0xFFFCE4F1;

int level(double fraction) {
    if (!(fraction > 0)) // also what a log scale cannot show: it lies below every positive number
        return 0;
    return std::min(255, static_cast<int>(fraction * 256));
}

// The bent scales cost a logarithm per value, so they go through a table over the upper half of the float's bits:
// values that share it differ by less than 1 %, less than one of 256 levels once the range spans a decade.
bool worth_a_table(const AxisMap& map, std::size_t count) {
    if (map.scale == Scale::linear || count < 65536)
        return false;
    return map.scale == Scale::symlog || map.maximum >= 10 * map.minimum;
}

std::vector<QRgb> table_over_floats(const AxisMap& map, const std::array<QRgb, 256>& palette) {
    std::vector<QRgb> table(65536);
    const double low = map.bent(map.minimum), factor = 1 / (map.bent(map.maximum) - low);
    parallel_for(256, [&](Index block) {
        for (std::uint32_t k = 0; k < 256; ++k) {
            const std::uint32_t upper = static_cast<std::uint32_t>(block) * 256 + k;
            const auto value = std::bit_cast<float>(upper << 16 | 0x8000u);
            table[upper] =
                std::isfinite(value) ? palette[static_cast<std::size_t>(level((map.bent(value) - low) * factor))] : 0;
        }
    });
    return table;
}

} // namespace

QRgb colour_of(double value, const ColourScale& colours) {
    return colour_table(colours.map)[static_cast<std::size_t>(level(axis_map(colours).fraction(value)))];
}

ColourMapId map_on(const Theme& theme, ColourMapId map) {
    return theme.dark && map == ColourMapId::diverging ? ColourMapId::diverging_dark : map;
}

QRgb hatch_colour(int x, int y, int period) {
    return 2 * ((x + y) % period) < period ? hatch_dark : hatch_light;
}

void colour_values(const float* values, std::size_t count, const ColourScale& colours, QRgb* into) {
    const AxisMap map = axis_map(colours);
    const auto& palette = colour_table(colours.map);
    constexpr std::size_t chunk = 16384;
    const auto for_chunks = [&](auto colour) {
        parallel_for(static_cast<Index>((count + chunk - 1) / chunk), [&](Index c) {
            const std::size_t begin = static_cast<std::size_t>(c) * chunk, end = std::min(count, begin + chunk);
            for (std::size_t k = begin; k < end; ++k)
                into[k] = std::isfinite(values[k]) ? colour(values[k]) : 0;
        });
    };
    if (worth_a_table(map, count)) {
        const auto table = table_over_floats(map, palette);
        for_chunks([&](float value) { return table[std::bit_cast<std::uint32_t>(value) >> 16]; });
    } else if (map.scale == Scale::linear) {
        const double factor = 1 / (map.maximum - map.minimum);
        for_chunks([&, factor](float value) {
            return palette[static_cast<std::size_t>(level((value - map.minimum) * factor))];
        });
    } else {
        for_chunks([&](float value) { return palette[static_cast<std::size_t>(level(map.fraction(value)))]; });
    }
}

QImage colour_view(const MapView& view, const ColourScale& colours, const Theme& theme, QSize size, int hatch_period) {
    if (size.isEmpty())
        size = {view.width, view.height};
    QImage image(size, QImage::Format_RGB32);
    if (image.isNull() || view.width <= 0 || view.height <= 0)
        return {};
    std::vector<QRgb> cells(view.pixels.size());
    ColourScale shown = colours;
    shown.map = map_on(theme, colours.map);
    colour_values(view.pixels.data(), view.pixels.size(), shown, cells.data());
    const QRgb outside = theme.outside.rgb() | 0xFF000000u;
    std::vector<Index> source(static_cast<std::size_t>(size.width()));
    for (std::size_t x = 0; x < source.size(); ++x)
        source[x] = static_cast<Index>(x) * view.width / size.width();
    auto* const bits = image.bits(); // detaches: taken once, before the threads start
    const auto stride = image.bytesPerLine();
    parallel_for(size.height(), [&](Index y) {
        auto* const line = reinterpret_cast<QRgb*>(bits + y * stride);
        const Index row = y * view.height / size.height() * view.width;
        for (std::size_t x = 0; x < source.size(); ++x) {
            const auto k = static_cast<std::size_t>(row + source[x]);
            line[x] = view.outside[k] ? outside
                      : cells[k]      ? cells[k]
                                      : hatch_colour(static_cast<int>(x), static_cast<int>(y), hatch_period);
        }
    });
    return image;
}

} // namespace alphascope::figure
