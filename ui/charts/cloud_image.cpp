#include "ui/charts/cloud_image.hpp"

#include "ui/figure/cloud.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace alphascope::ui {
namespace {

constexpr double radius = 2;                // of a dot, in logical pixels
constexpr double faint = 0.4, strong = 0.9; // opacity of the emptiest and of the fullest place

bool same(const figure::AxisMap& a, const figure::AxisMap& b) {
    return a.minimum == b.minimum && a.maximum == b.maximum;
}

// How much of each pixel a dot covers, (2 reach + 1)² of them.
struct Stamp {
    int reach;
    std::vector<double> cover;

    explicit Stamp(double r) : reach(static_cast<int>(std::ceil(r))) {
        for (int y = -reach; y <= reach; ++y)
            for (int x = -reach; x <= reach; ++x)
                cover.push_back(std::clamp(r + 0.5 - std::hypot(x, y), 0.0, 1.0));
    }
};

// One byte a pixel; dots do not add up where they overlap: the strongest is seen.
struct Alpha {
    int width, height;
    std::vector<uchar> pixels;

    void press(const Stamp& stamp, int column, int row, double opacity) {
        const int side = 2 * stamp.reach + 1;
        const int first_x = std::max(0, column - stamp.reach), last_x = std::min(width - 1, column + stamp.reach);
        const int first_y = std::max(0, row - stamp.reach), last_y = std::min(height - 1, row + stamp.reach);
        for (int y = first_y; y <= last_y; ++y) {
            uchar* line = &pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width)];
            const double* cover = &stamp.cover[static_cast<std::size_t>((y - row + stamp.reach) * side)];
            for (int x = first_x; x <= last_x; ++x)
                line[x] = std::max(line[x], static_cast<uchar>(255 * opacity * cover[x - column + stamp.reach] + 0.5));
        }
    }
};

QImage coloured(const Alpha& alpha, const QColor& colour) {
    QImage image(alpha.width, alpha.height, QImage::Format_ARGB32_Premultiplied);
    QRgb shades[256];
    for (int a = 0; a < 256; ++a)
        shades[a] = qPremultiply(qRgba(colour.red(), colour.green(), colour.blue(), a));
    const uchar* from = alpha.pixels.data();
    for (int y = 0; y < alpha.height; ++y, from += alpha.width)
        std::transform(from, from + alpha.width, reinterpret_cast<QRgb*>(image.scanLine(y)),
                       [&](uchar a) { return shades[a]; });
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
    Alpha alpha{size.width(), size.height(), {}};
    alpha.pixels.resize(static_cast<std::size_t>(alpha.width) * static_cast<std::size_t>(alpha.height));
    const Stamp stamp(radius * pixel_ratio);
    for (const auto& cell : cells) {
        const double share = fullest > 1 ? std::log(cell.count) / std::log(fullest) : 0;
        alpha.press(stamp, static_cast<int>(cell.at.x() * pixel_ratio), static_cast<int>(cell.at.y() * pixel_ratio),
                    faint + (strong - faint) * share);
    }
    image_ = coloured(alpha, colour);
    image_.setDevicePixelRatio(pixel_ratio);
}

} // namespace alphascope::ui
