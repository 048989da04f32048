#pragma once
// Numbers to colours.

#include "ui/figure/figure.hpp"

#include <QImage>

#include <array>

namespace alphascope::figure {

/// 256 colours from the low to the high end.
const std::array<QRgb, 256>& colour_table(ColourMapId map);

/// The map to use in place of another on a theme's background: diverging maps have a dark middle in the dark.
ColourMapId map_on(const Theme& theme, ColourMapId map);

/// Name shown in menus and files: "viridis", ...; the reverse finds none for an unknown name.
QString colour_map_name(ColourMapId map);
std::optional<ColourMapId> colour_map_from_name(const QString& name);

/// The colour of a finite number; outside the range it takes the colour at the nearer end.
QRgb colour_of(double value, const ColourScale& colours);

/// Diagonal stripes in two colours that no map contains: where a cell is not a finite number.
/// `period` is the width of a pair of stripes in pixels.
QRgb hatch_colour(int x, int y, int period);

/// Colours `count` numbers; non-finite ones become transparent black (0), which the caller hatches.
void colour_values(const float* values, std::size_t count, const ColourScale& colours, QRgb* into);

/// A view as a picture of `size` pixels (empty: one for each pixel of the view); a larger one repeats pixels, none are
/// blended. Format_RGB32: theme.outside where no causal cell is, hatched where a value is not finite. Uses the thread
/// pool; safe on any thread.
QImage colour_view(const MapView& view, const ColourScale& colours, const Theme& theme, QSize size = {},
                   int hatch_period = 6);

} // namespace alphascope::figure
