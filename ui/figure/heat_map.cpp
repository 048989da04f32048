#include "ui/figure/heat_map.hpp"

#include "ui/figure/colour_map.hpp"
#include "ui/figure/math_text.hpp"

#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace alphascope::figure {
namespace {

constexpr int largest_image = 8192;
constexpr double vector_pixels_per_point = 600.0 / 72;

bool is_vector(const QPainter* painter) {
    const auto type = painter->paintEngine()->type();
    return type == QPaintEngine::Pdf || type == QPaintEngine::SVG || type == QPaintEngine::Picture;
}

struct Block {
    double sum = 0;
    float peak = 0;
    Index count = 0;
    bool broken = false;
    void add(float value) {
        ++count;
        sum += value;
        broken |= !std::isfinite(value);
        if (std::abs(value) > std::abs(peak))
            peak = value;
    }
    float value(Pooling pooling) const {
        if (broken || count == 0)
            return std::numeric_limits<float>::quiet_NaN();
        return pooling == Pooling::mean ? static_cast<float>(sum / static_cast<double>(count)) : peak;
    }
};

// Whole source pixels that the target pixel touches.
Range source_of(int target, int targets, int sources) {
    const Index t = target;
    return {t * sources / targets, std::max(t * sources / targets + 1, ((t + 1) * sources + targets - 1) / targets)};
}

// The picture is laid into `target` (device pixels or 0.1 pt), an integer rectangle.
void draw_cells(QPainter* painter, const HeatMap& map, const QRectF& plot, const Theme& theme) {
    QSize pixels;
    double pixels_per_point;
    QRectF target = plot;
    if (is_vector(painter)) {
        const auto repeat = [](double points, int cells) {
            const int enough = static_cast<int>(std::ceil(points * vector_pixels_per_point / cells));
            return cells * std::clamp(enough, 1, std::max(1, largest_image / cells));
        };
        pixels = {repeat(plot.width(), map.view.width), repeat(plot.height(), map.view.height)};
        pixels = {std::min(pixels.width(), largest_image), std::min(pixels.height(), largest_image)};
        pixels_per_point = pixels.width() / plot.width();
    } else {
        const QTransform to_device = painter->combinedTransform();
        const QRect device = to_device.mapRect(plot).toAlignedRect();
        const QRectF exact = to_device.mapRect(plot);
        const QRect rounded(
            QPoint(static_cast<int>(std::lround(exact.left())), static_cast<int>(std::lround(exact.top()))),
            QPoint(static_cast<int>(std::lround(exact.right())) - 1,
                   static_cast<int>(std::lround(exact.bottom())) - 1));
        pixels = rounded.isEmpty() ? device.size() : rounded.size();
        pixels_per_point = exact.width() / plot.width();
        target = to_device.inverted().mapRect(QRectF(rounded));
    }
    const MapView view = pooled_further(map.view, pixels.width(), pixels.height());
    const int period = std::max(2, static_cast<int>(std::lround(2.4 * pixels_per_point)));
    const QImage image = colour_view(view, map.colours, theme, pixels, period);
    painter->save();
    painter->setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter->scale(0.1, 0.1); // SVG rounds image rectangles to whole units
    painter->drawImage(QRectF(10 * target.topLeft(), 10 * target.size()), image, QRectF(image.rect()));
    painter->restore();
}

// The cell in outline, and lines through all of its row and of its column that the map has; a halo keeps them visible
// on every colour. The cell itself stays free.
void draw_cross_hair(QPainter* painter, const HeatMap& map, const Frame& frame, const Theme& theme) {
    const auto [i, j] = *map.cross_hair;
    const MapView& view = map.view;
    if (i < view.rows.begin || i >= view.rows.end || j < view.cols.begin || j >= view.cols.end)
        return;
    constexpr double smallest = 5; // points: what can be seen around a cell of less than a pixel
    const QPointF at = frame.at(static_cast<double>(j), static_cast<double>(i));
    const double width = std::max(smallest, frame.plot.width() / static_cast<double>(view.cols.size()) + 1);
    const double height = std::max(smallest, frame.plot.height() / static_cast<double>(view.rows.size()) + 1);
    const QRectF cell(at.x() - width / 2, at.y() - height / 2, width, height);
    const QRectF plot = frame.plot;
    const auto inside = [&](double value, double low, double high) { return std::clamp(value, low, high); };
    // Up to the diagonal where nothing lies beyond it.
    const double half = 0.5;
    const double last_x = view.causal ? frame.at(static_cast<double>(i) + half, 0).x() : plot.right();
    const double first_y = view.causal ? frame.at(0, static_cast<double>(j) - half).y() : plot.top();
    const double row_end = inside(last_x, plot.left(), plot.right()),
                 column_begin = inside(first_y, plot.top(), plot.bottom());
    painter->setBrush(Qt::NoBrush);
    for (const auto& [colour, thickness] :
         {std::pair(QColor(255, 255, 255, 200), 1.4), std::pair(QColor(20, 20, 20), 0.5)}) {
        QPen pen(colour, thickness * theme.axis_width / 0.5);
        pen.setJoinStyle(Qt::MiterJoin);
        painter->setPen(pen);
        const auto line = [&](QPointF from, QPointF to) {
            if (to.x() > from.x() || to.y() > from.y())
                painter->drawLine(from, to);
        };
        line({plot.left(), at.y()}, {std::min(cell.left(), plot.right()), at.y()});
        line({cell.right(), at.y()}, {row_end, at.y()});
        line({at.x(), column_begin}, {at.x(), cell.top()});
        line({at.x(), cell.bottom()}, {at.x(), plot.bottom()});
        painter->drawRect(cell);
    }
}

} // namespace

MapView pooled_further(const MapView& view, int width, int height) {
    if (view.width <= width && view.height <= height)
        return view;
    MapView result = view;
    result.width = std::min(width, view.width);
    result.height = std::min(height, view.height);
    result.cells_per_pixel *=
        std::max(static_cast<double>(view.width) / result.width, static_cast<double>(view.height) / result.height);
    result.pixels.assign(static_cast<std::size_t>(result.width) * static_cast<std::size_t>(result.height), 0);
    result.outside.assign(result.pixels.size(), 0);
    for (int y = 0; y < result.height; ++y) {
        const Range rows = source_of(y, result.height, view.height);
        for (int x = 0; x < result.width; ++x) {
            const Range cols = source_of(x, result.width, view.width);
            Block block;
            for (Index r = rows.begin; r < rows.end; ++r)
                for (Index c = cols.begin; c < cols.end; ++c)
                    if (const auto k = static_cast<std::size_t>(r * view.width + c); !view.outside[k])
                        block.add(view.pixels[k]);
            const auto k = static_cast<std::size_t>(y * result.width + x);
            result.pixels[k] = block.value(view.pooling);
            result.outside[k] = block.count == 0;
        }
    }
    return result;
}

void paint_heat_map(QPainter* painter, const HeatMap& map, const PanelLayout& place, const Theme& theme) {
    const QRectF plot = place.frame.plot;
    if (map.view.width > 0 && map.view.height > 0)
        draw_cells(painter, map, plot, theme);
    if (map.cross_hair)
        draw_cross_hair(painter, map, place.frame, theme);
    if (place.badge_inside)
        draw_text(painter, MathText(map.badge, theme.small_points),
                  {plot.right() - 3, plot.top() + 1.5 + theme.small_points}, Anchor::right, theme.faint_text);
}

} // namespace alphascope::figure
