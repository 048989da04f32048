#include "ui/charts/cloud_image.hpp"

#include "ui/figure/cloud.hpp"

#include <algorithm>
#include <cmath>

namespace alphascope::ui {
namespace {

constexpr double radius = 2;                // of a dot, in logical pixels
constexpr double faint = 0.4, strong = 0.9; // opacity of the emptiest and of the fullest place

bool same(const figure::AxisMap& a, const figure::AxisMap& b) {
    return a.minimum == b.minimum && a.maximum == b.maximum;
}

struct Stamp {
    int reach;
    std::vector<double> cover; // (2 reach + 1)², how much of a pixel the dot covers

    explicit Stamp(double r) : reach(static_cast<int>(std::ceil(r))) {
        for (int y = -reach; y <= reach; ++y)
            for (int x = -reach; x <= reach; ++x)
                cover.push_back(std::clamp(r + 0.5 - std::hypot(x, y), 0.0, 1.0));
    }
};

// Dots do not add up where they overlap: the strongest is seen.
void press(const Stamp& stamp, int column, int row, double opacity, QImage& alpha) {
    for (int y = -stamp.reach, k = 0; y <= stamp.reach; ++y)
        for (int x = -stamp.reach; x <= stamp.reach; ++x, ++k) {
            if (row + y < 0 || row + y >= alpha.height() || column + x < 0 || column + x >= alpha.width())
                continue;
            uchar& pixel = alpha.scanLine(row + y)[column + x];
            pixel = std::max(pixel,
                             static_cast<uchar>(std::lround(255 * opacity * stamp.cover[static_cast<std::size_t>(k)])));
        }
}

QImage coloured(const QImage& alpha, const QColor& colour) {
    QImage image(alpha.size(), QImage::Format_ARGB32_Premultiplied);
    QRgb shades[256];
    for (int a = 0; a < 256; ++a)
        shades[a] = qPremultiply(qRgba(colour.red(), colour.green(), colour.blue(), a));
    for (int y = 0; y < alpha.height(); ++y)
        std::transform(alpha.constScanLine(y), alpha.constScanLine(y) + alpha.width(),
                       reinterpret_cast<QRgb*>(image.scanLine(y)), [&](uchar a) { return shades[a]; });
    return image;
}

} // namespace

void CloudImage::draw(const std::shared_ptr<const ComplexMatrix>& points, const figure::Frame& frame,
                      const QColor& colour, double pixel_ratio) {
    const bool known = points == points_ && frame.plot == frame_.plot && same(frame.x, frame_.x) &&
                       same(frame.y, frame_.y) && colour == colour_ && image_.devicePixelRatio() == pixel_ratio;
    if (known)
        return;
    points_ = points;
    frame_ = frame;
    colour_ = colour;
    image_ = {};
    const QSize size = (frame.plot.size() * pixel_ratio).toSize();
    if (!points || size.isEmpty())
        return;
    const auto cells = figure::cloud_cells(*points, frame, 1 / pixel_ratio);
    int fullest = 1;
    for (const auto& cell : cells)
        fullest = std::max(fullest, cell.count);
    QImage alpha(size, QImage::Format_Grayscale8);
    alpha.fill(0);
    const Stamp stamp(radius * pixel_ratio);
    for (const auto& cell : cells) {
        const double share = fullest > 1 ? std::log(cell.count) / std::log(fullest) : 0;
        press(stamp, static_cast<int>(cell.at.x() * pixel_ratio), static_cast<int>(cell.at.y() * pixel_ratio),
              faint + (strong - faint) * share, alpha);
    }
    image_ = coloured(alpha, colour);
    image_.setDevicePixelRatio(pixel_ratio);
}

} // namespace alphascope::ui
