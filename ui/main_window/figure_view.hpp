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
    bool has_panel() const { return !figure_.panels.empty(); }
    /// What is drawn. @pre has_panel()
    const figure::Panel& panel() const { return figure_.panels.front(); }
    void set_dark(bool dark);
    QSize sizeHint() const override { return {360, 300}; }
    QSize minimumSizeHint() const override { return {200, 160}; }
    QRectF plot() const; ///< the plot's rectangle in widget coordinates

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    QPointF value_at(QPointF position) const; ///< at a point of the plot

private:
    void lay_out();
    figure::Figure figure_;
    figure::FigureLayout layout_;
    QPointF corner_; ///< of the figure, logical pixels: it stands in the middle
    figure::Theme theme_;
};

} // namespace alphascope::ui
