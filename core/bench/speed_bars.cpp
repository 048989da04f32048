#include "core/bench/speed_bars.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace alphascope {
namespace {

constexpr Index bar_state = 64;
constexpr double frame_ms = 16.7; ///< of a screen at 60 Hz
constexpr double peer_bar = 10;   ///< times faster

constexpr std::array<std::string_view, 7> structured{"identity", "scalar",      "diagonal", "complex_diagonal",
                                                     "delta",    "gated_delta", "low_rank"};

bool is_structured(const std::string& kind) {
    return std::find(structured.begin(), structured.end(), kind) != structured.end();
}

struct MapBar {
    Index length;
    bool (*applies)(const std::string& kind);
    double ms, times_floor; ///< 0: no such bar
};
const MapBar map_bars[] = {
    {1024, is_structured, 1.5, 0},
    {4096, is_structured, frame_ms, 2},
    {4096, [](const std::string& kind) { return kind == "softmax"; }, frame_ms, 0},
    {4096, [](const std::string& kind) { return kind == "dense"; }, 40, 0},
};

} // namespace

std::vector<SpeedBar> bars_of(const BenchRow& row) {
    std::vector<SpeedBar> bars;
    if (row.engine != "cpu" || row.state != bar_state)
        return bars;
    const std::string what = fmt::format("full map, L {}", row.length);
    for (const MapBar& bar : map_bars) {
        if (bar.length != row.length || !bar.applies(row.kind))
            continue;
        bars.push_back({what, row.kind, "ms", bar.ms, row.median_ms});
        if (bar.times_floor > 0)
            bars.push_back({what, row.kind, "x floor", bar.times_floor, row.times_floor()});
    }
    if (row.peer && row.peer->method == token_by_token && row.length == 4096)
        bars.push_back({what, row.kind, "x peer", peer_bar, row.peer->ms / row.median_ms, true});
    return bars;
}

std::vector<SpeedBar> bars_of(const FarView& view) {
    if (view.engine != "cpu" || view.length < Index{1} << 20)
        return {};
    return {{fmt::format("{} of {} tokens", view.what, view.length), view.kind, "ms", 50, view.median_ms}};
}

} // namespace alphascope
