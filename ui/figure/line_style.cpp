#include "ui/figure/line_style.hpp"

#include <array>

namespace alphascope::figure {

QColor line_colour(int index, const Theme& theme) {
    constexpr std::array<QRgb, 7> bright{0x4477AA, 0xEE6677, 0x228833, 0xCCBB44, 0x66CCEE, 0xAA3377, 0xBBBBBB};
    const QColor colour(bright[static_cast<std::size_t>(index % 7 + 7) % 7]);
    return theme.background.lightness() < 128 ? colour.lighter(125) : colour;
}

bool is_marked(const Line& line) {
    constexpr std::size_t few = 12;
    return line.x.size() <= few;
}

QPen line_pen(const Line& line, const Theme& theme) {
    QPen pen(line_colour(line.colour, theme), theme.line_width);
    pen.setJoinStyle(Qt::RoundJoin);
    pen.setCapStyle(Qt::FlatCap);
    static const QList<qreal> dashes[] = {{}, {4, 1.5}, {1.2, 1.2}, {5, 1.5, 1.2, 1.5}};
    const int style = line.dashed ? 1 : line.colour / 7 % 4;
    if (style > 0)
        pen.setDashPattern(dashes[style]);
    return pen;
}

} // namespace alphascope::figure
