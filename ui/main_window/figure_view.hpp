#pragma once

#include "ui/figure/layout.hpp"

#include <QWidget>

namespace alphascope::ui {

/// A figure panel on screen, drawn by the painter that also draws papers.
class FigureView : public QWidget {
    Q_OBJECT
public:
    FigureView(const QString& name, const QString& label, QWidget* parent = nullptr);
    void set_panel(figure::Panel panel);
    void clear(); ///< nothing is drawn
    void set_dark(bool dark);
    QSize sizeHint() const override { return {360, 300}; }
    QSize minimumSizeHint() const override { return {200, 160}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    /// The plot rectangle in widget coordinates, and the value at a point of it.
    QRectF plot() const;
    QPointF value_at(QPointF position) const;
    bool has_panel() const { return !figure_.panels.empty(); }

private:
    void lay_out();
    figure::Figure figure_;
    figure::FigureLayout layout_;
    figure::Theme theme_;
};

} // namespace alphascope::ui
