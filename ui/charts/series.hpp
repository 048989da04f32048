#pragma once
// The data of a chart as Qt Charts series in a bare view that fills the plot rectangle.

#include "ui/charts/cloud_image.hpp"

#include <QChartView>

#include <vector>

class QLineSeries;
class QValueAxis;

namespace alphascope::ui {

/// Points are fractions of the axes (figure::AxisMap), so that log and symlog look as in figures.
class Series : public QChartView {
    Q_OBJECT
public:
    explicit Series(QWidget* parent);
    /// Replaces all points. Lines break where a value is not finite or not on the axis.
    void set_data(const figure::Panel& panel, const figure::AxisMap& x, const figure::AxisMap& y,
                  const figure::Theme& theme, QSizeF plot);
    void place(QRectF plot);
    int piece_count() const { return used_; } ///< connected pieces shown

protected:
    void drawBackground(QPainter* painter, const QRectF& rect) override;

private:
    void add_piece(const QList<QPointF>& points, const QPen& pen);
    void add_dots(const std::vector<double>& x, const std::vector<double>& y, const figure::AxisMap& x_map,
                  const figure::AxisMap& y_map, const QColor& colour, double radius, QSizeF plot);
    QLineSeries* next_series();

    QValueAxis *x_, *y_;
    std::vector<QLineSeries*> pool_; ///< owned by the chart; reused, because making series is slow
    int used_ = 0;
    CloudImage cloud_;
};

} // namespace alphascope::ui
