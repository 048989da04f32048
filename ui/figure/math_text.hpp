#pragma once
// Labels with a little mathematics: "ln‖Φ(i,0)‖", "α_{ij}", "10^{−3}".

#include "ui/figure/fonts.hpp"

#include <QColor>
#include <QPointF>
#include <QString>

#include <vector>

class QPainter;

namespace alphascope::figure {

/// One line of text. `_` and `^` begin a sub- or superscript of one character or a {group}, stacked when both follow a
/// symbol. A letter standing alone (in a script also two: α_{ij}) is a variable, hence italic; words, digits and
/// capital Greek are upright. After a word `_` is an ordinary character, so that names (gated_delta_rule) stay whole.
/// {} groups and separates: {q}{h}. All lengths in points.
class MathText {
public:
    MathText(const QString& source, double points, Face face = Face::upright);
    /// Every character as it is, upright.
    static MathText plain(const QString& text, double points);

    double width() const { return width_; }
    double ascent() const { return ascent_; }   ///< of the digits, raised by a superscript
    double descent() const { return descent_; } ///< below the baseline, lowered by a subscript

    /// The painter's unit is the point. `baseline` is the left end. In SVG, text becomes paths: no font travels with
    /// it.
    void draw(QPainter* painter, QPointF baseline, const QColor& colour) const;

    struct Run { ///< characters of one face and size at one place
        QString text;
        Face face;
        double points, x, y;
    };
    const std::vector<Run>& runs() const { return runs_; }

private:
    MathText() = default;
    void measure(double points);
    std::vector<Run> runs_;
    double width_ = 0, ascent_ = 0, descent_ = 0;
};

enum class Anchor { left, centre, right };

/// Draws one line with its anchor at `at` (baseline).
void draw_text(QPainter* painter, const MathText& text, QPointF at, Anchor anchor, const QColor& colour);

/// Broken at spaces into lines not wider than `width`; at no-break spaces only where nothing else helps.
std::vector<QString> wrapped(const QString& text, double points, double width);

/// As many characters of `text` as fit into `width`, with an ellipsis when some are left out.
QString fitted(const QString& text, double points, double width);

} // namespace alphascope::figure
