#pragma once
// From results to panels: pure functions, shared by window, export and command line.

#include "core/analysis/impulse.hpp"
#include "core/analysis/spectrum.hpp"
#include "core/analysis/stability.hpp"
#include "core/base/remark.hpp"
#include "ui/figure/axis_range.hpp"

namespace alphascope::figure {

/// `subject` begins the badge ("head 1"): the rest (scores or α, pooling) comes from the view.
Panel map_panel(const MapView& view, const ColourScale& colours, const QString& subject = {});

/// What is drawn over the lag ℓ.
enum class ImpulseCurve { norm, gain, state, score, alpha };
Panel impulse_panel(const ImpulseResponse& response, ImpulseCurve curve = ImpulseCurve::norm,
                    ValueScale scale = ValueScale::automatic);

/// Eigenvalues at all positions, those at token `position` marked (−1: none): `marked` where it is given, else those of
/// the nearest position.
Panel spectrum_panel(const std::shared_ptr<const Spectrum>& spectrum, Index position = -1,
                     const std::optional<ComplexVector>& marked = {});

/// ln‖Φ(i,0)‖ over tokens with the margins in words.
Panel stability_panel(const Stability& stability);

/// ‖A_i‖ and ρ(A_i) over tokens on one axis with the bound 1.
Panel steps_panel(const Stability& stability);

/// The mean growth rates of all directions, fastest first.
Panel exponents_panel(const Stability& stability);

/// Map, impulse response, eigenvalues, stability as a, b, c, d: two columns, or one where `width_points` is narrow. The
/// height is natural_height.
Figure board(Panel map, Panel impulse, Panel spectrum, Panel stability, double width_points, const Theme& theme);

/// One panel as a figure of natural height.
Figure single(Panel panel, double width_points, const Theme& theme);

/// Puts the remarks under the panels and makes room for them: the width stays, the height is natural again.
void set_footer(Figure& figure, const std::vector<Remark>& remarks, const Theme& theme);

} // namespace alphascope::figure
