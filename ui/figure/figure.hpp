#pragma once
// All a plot can show, as a value. Screen, export and command line draw the same Figure with the same painter.
// Geometry in points (1/72 in). No Widgets here.

#include "core/analysis/pooling.hpp"

#include <QColor>
#include <QSizeF>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace alphascope::figure {

enum class Scale { linear, log, symlog };
enum class ColourMapId { viridis, cividis, grey, diverging, diverging_dark };

struct AxisSpec {
    QString label; ///< maths text: _ ^ {} and Greek letters (see math_text.hpp)
    double minimum = 0, maximum = 1;
    Scale scale = Scale::linear;
    bool integer_ticks = false;
    double linear_threshold = 1e-6; ///< symlog: linear inside ±threshold
};

/// How numbers become colours. Diverging maps are symmetric about 0.
struct ColourScale {
    ColourMapId map = ColourMapId::viridis;
    double minimum = 0, maximum = 1;
    Scale scale = Scale::linear;
    double linear_threshold = 1e-6; ///< symlog: linear inside ±threshold; log: smallest value shown
};

struct HeatMap {
    MapView view;
    ColourScale colours;
    QString colour_label; ///< "α", "s"
    bool colour_bar = true;
    std::optional<std::pair<Index, Index>> cross_hair; ///< (i, j)
    QString badge;                                     ///< "α · head 1 · max|·| 4×4"
};

struct Line {
    QString name;
    std::vector<double> x, y; ///< non-finite values (and ≤ 0 on a log axis) break the line
    int colour = 0;           ///< index into the qualitative palette
    bool dashed = false;
};
struct Reference { ///< a thin line at a value, with a label
    bool horizontal = true;
    double at = 0;
    QString label;
};
struct LinePlot {
    std::vector<Line> lines;
    std::vector<Reference> references;
};

/// Eigenvalues: points in the complex plane with the unit circle, equal aspect.
struct PlanePlot {
    std::shared_ptr<const ComplexMatrix> all; ///< all positions (light); null: none
    std::vector<double> now_x, now_y;         ///< the scrubbed position (dark)
    bool unit_circle = true;
};

struct Panel {
    QString title; ///< short; empty: none
    AxisSpec x, y; ///< for a heat map: columns and rows, tokens
    std::variant<HeatMap, LinePlot, PlanePlot> content;
    QString note; ///< what must be said under the plot: "256 of 4096 positions", "non-finite cells: 3"
};

struct Figure {
    std::vector<Panel> panels; ///< row by row
    int columns = 1;
    QSizeF size_points{234, 180};
    bool panel_letters = false; ///< a, b, c, d in bold
    QStringList footer;         ///< what the result wants said, most important first; empty: none
    QString title, description; ///< document title, and alt text
    std::string workspace;      ///< JSON carried in the exported file
};

/// How the panels of a figure are numbered: a in bold, or (a).
enum class LetterStyle { bold, in_parentheses };

/// Everything that differs between screen and paper, light and dark.
struct Theme {
    QColor background, text, faint_text, axis, grid, outside; ///< outside: not defined (above the diagonal)
    double base_points = 8, small_points = 6.5;
    bool dark = false;          ///< maps of signed numbers are dark at 0
    double least_tick_room = 0; ///< kept for the labels of ticks, so that plots stay in place while numbers change
    LetterStyle letters = LetterStyle::bold;
    double line_width = 1.0, axis_width = 0.5;
    static Theme paper(double base = 8, double small = 6.5);
    static Theme screen(bool dark);
};

} // namespace alphascope::figure
