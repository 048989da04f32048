#pragma once
// Which numbers the ends of a colour map stand for, and what lies beyond them.

#include "core/base/remark.hpp"
#include "ui/figure/figure.hpp"

#include <string_view>

namespace alphascope::figure {

/// Colours for a view: diverging and symmetric about 0 where it has both signs, sequential otherwise.
///
/// With a scale, all numbers that it can show are inside. Without one the colours are chosen to show structure: the 5th
/// and the 95th percentile of the cells that are not 0 come to lie well apart. Among the scales that do so the one
/// nearest to a linear one from 0 to the largest is taken: symlog, linear below a threshold that is as large as
/// possible; if none does, at most 1 % of the cells are left beyond the end; last, a linear range away from 0. All of
/// it follows the numbers continuously, so that nothing flickers while a slider is held. A map whose numbers differ by
/// less than their own rounding is drawn as the constant it is. Takes less than a millisecond.
ColourScale automatic_colours(const MapView& view, std::optional<Scale> scale);
/// One range for several views, none of them null.
ColourScale automatic_colours(const std::vector<const MapView*>& views, std::optional<Scale> scale);

/// By the word of a view (colour_scales): none for "auto". @pre one of the words
std::optional<Scale> scale_named(std::string_view word);

/// Numbers that lie beyond the ends of the colours and are drawn like the ends; 0 on a log scale is one.
struct Beyond {
    Index below = 0, above = 0;
    bool pooled = false; ///< counted in pixels, each of several cells; otherwise in cells
};
Beyond beyond(const MapView& view, const ColourScale& colours);

/// What is to be said of them where a map goes.
std::vector<Remark> remarks_on_colours(const MapView& view, const ColourScale& colours);

/// "beyond the colours: 12 cells above, 3 below"; empty where nothing is.
QString beyond_text(const Beyond& beyond);

} // namespace alphascope::figure
