#pragma once
// The few lengths that make a figure's look, in points.

namespace alphascope::figure::metrics {

inline constexpr double major_tick = 3, minor_tick = 1.5, tick_gap = 2;
inline constexpr double label_gap = 3; ///< between tick labels and axis label
inline constexpr double title_gap = 5; ///< between title and plot
inline constexpr double column_gap = 14, row_gap = 10, outer = 1;
inline constexpr double bar_gap = 6, bar_width = 6, bar_tick = 2, bar_arrow = 5;
inline constexpr double line_spacing = 1.3; ///< of text lines

} // namespace alphascope::figure::metrics
