#pragma once
// An interactive line or plane plot: Qt Charts draws the data, the painter of the figures all around it.

#include "ui/charts/drag_gesture.hpp"
#include "ui/figure/layout.hpp"

#include <QWidget>

#include <memory>
#include <optional>

namespace alphascope::ui {

class Series;

/// Shows a figure panel with lines or eigenvalues. Wheel: zoom about the pointer (Shift: x only, Alt: y only, Ctrl:
/// finely); drag: pan; Shift or right drag: zoom to a box; double click or 0: all of it; + and −: zoom; arrows: pan.
/// A zoom stays while the data change. A click says where it was.
class Chart : public QWidget {
    Q_OBJECT
public:
    Chart(const QString& object_name, const QString& accessible_name, QWidget* parent = nullptr);
    ~Chart() override;

    /// @pre the panel's content is a LinePlot or a PlanePlot.
    void set_panel(figure::Panel panel);
    void set_dark(bool dark);
    void reset_zoom();
    bool is_zoomed() const { return window_.has_value(); }

    /// What the axes show now, zoom included.
    const figure::AxisSpec& x_axis() const { return shown_.x; }
    const figure::AxisSpec& y_axis() const { return shown_.y; }
    /// The plot rectangle in widget coordinates, and the values at a point of it.
    QRectF plot() const;
    QPointF value_at(QPointF position) const;
    /// Factor > 1: closer. What is under `position` stays there.
    void zoom_about(QPointF position, double factor_x, double factor_y);

    QSize sizeHint() const override { return {360, 280}; }
    QSize minimumSizeHint() const override { return {180, 128}; }

Q_SIGNALS:
    void picked(double x, double y); ///< a click, in values
    void hovered(double x, double y);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void apply_window();
    void lay_out();
    QRectF within_plane(QRectF part) const;
    void set_window(QRectF part); ///< in fractions of what both axes show now, y upwards

    figure::Panel panel_; ///< as given
    figure::Panel shown_; ///< decoration only: axes with the zoom, names, references; no data
    figure::PanelLayout place_;
    figure::Theme theme_;
    struct Window {
        double left, right, bottom, top; ///< values, so that a zoom survives other data and other scales
    };
    std::optional<Window> window_;
    std::unique_ptr<Series> series_;
    DragGesture gesture_;
    bool filled_ = false;
};

} // namespace alphascope::ui
