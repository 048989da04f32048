#pragma once
// Where everything of a figure goes, in points. Screen, export and hit-testing share it.

#include "ui/figure/ticks.hpp"

#include <QPointF>
#include <QRectF>

namespace alphascope::figure {

/// A plot rectangle with its axes. Rows of a map run downwards.
struct Frame {
    QRectF plot;
    AxisMap x, y;
    bool y_down = false;

    QPointF at(double x_value, double y_value) const; ///< may lie outside the plot, or be NaN
    QPointF value_at(QPointF point) const;            ///< inverse of `at`
};

struct PanelLayout {
    QRectF cell; ///< all of the panel
    QRectF room; ///< of the plot, before its aspect
    Frame frame;
    QRectF colour_bar;           ///< empty: none
    double title_baseline = 0;   ///< of letter and title
    double x_label_baseline = 0; ///< of the x label; notes follow below
    double y_label_x = 0;        ///< baseline of the rotated y label
    Ticks x_ticks, y_ticks, bar_ticks;
    bool badge_inside = false;   ///< it fits above the diagonal
    std::vector<QString> note;   ///< wrapped
    std::vector<double> label_y; ///< direct labels of lines (baselines' middle); empty: legend
};

struct FigureLayout {
    std::vector<PanelLayout> panels;
    std::vector<QString> footer; ///< in lines
    double footer_baseline = 0;  ///< of the first of them
};

/// Margins are measured from the labels; plots of one column share their left edge, those of one row their top edge.
/// Maps keep square cells, the plane equal aspect; a column of such panels is only as wide as they need.
FigureLayout layout(const Figure& figure, const Theme& theme);

/// The height at which nothing is wasted for figure.size_points.width(): maps fill their width, curves are golden.
double natural_height(const Figure& figure, const Theme& theme);

} // namespace alphascope::figure
