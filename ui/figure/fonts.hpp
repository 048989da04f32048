#pragma once
// The typefaces of figures, embedded in the program: a figure looks the same on every machine.

#include <QFont>

namespace alphascope::figure {

enum class Face { upright, italic, bold };

/// Liberation Sans, with DejaVu Sans for signs it lacks, registered on first use. Needs a QGuiApplication.
/// `points` is exact to 0.1 pt; the font's pixel is 0.1 pt, so the painter must be scaled to 0.1 pt per unit.
QFont figure_font(Face face, double points);

} // namespace alphascope::figure
