#pragma once

#include "ui/figure/layout.hpp"

#include <QImage>

#include <memory>

namespace alphascope::ui {

/// A cloud of points as a picture, made anew only when points, axes, size or colour changed: a mark that moves over it
/// costs nothing. Darker where more points meet.
class CloudImage {
public:
    void draw(const std::shared_ptr<const ComplexMatrix>& points, const figure::Frame& frame, const QColor& colour,
              double pixel_ratio);
    const QImage& image() const { return image_; }

private:
    std::shared_ptr<const ComplexMatrix> points_;
    figure::Frame frame_;
    QColor colour_;
    QImage image_;
};

} // namespace alphascope::ui
