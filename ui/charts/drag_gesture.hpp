#pragma once
// What a pressed mouse button means on a plot: a click, a pan, or a box to zoom into.

#include <QPointF>
#include <QRectF>

class QMouseEvent;
class QPainter;
class QPalette;

namespace alphascope::ui {

/// Left press: click, or pan once it has moved; Shift and left, or right: box. One object a view; the view asks it.
class DragGesture {
public:
    enum class Kind { none, click, pan, box };

    /// Does this press mean a box?
    static bool wants_box(const QMouseEvent& event);
    void press(const QMouseEvent& event);
    /// The movement since the last call; a click that has moved far enough becomes a pan.
    QPointF move(QPointF position);
    /// What has ended; none from here on.
    Kind release();
    void cancel() { kind_ = Kind::none; }

    Kind kind() const { return kind_; }
    /// The box so far, cut to `plot`; empty where it is too small to be meant.
    QRectF box(QRectF plot) const;
    void paint_box(QPainter& painter, QRectF plot, const QPalette& palette) const;

private:
    Kind kind_ = Kind::none;
    QPointF press_, last_;
};

} // namespace alphascope::ui
