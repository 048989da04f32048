#include "ui/figure/figure.hpp"

namespace alphascope::figure {

Theme Theme::paper(double base, double small) {
    Theme theme;
    theme.background = Qt::white;
    theme.text = QColor(0x1A, 0x1A, 0x1A);
    theme.faint_text = QColor(0x5E, 0x5E, 0x5E);
    theme.axis = QColor(0x33, 0x33, 0x33);
    theme.grid = QColor(0xEA, 0xEA, 0xEA);
    theme.outside = QColor(0xEC, 0xEC, 0xEE);
    theme.base_points = base;
    theme.small_points = small;
    return theme;
}

Theme Theme::screen(bool dark) {
    Theme theme = paper(9.5, 8);
    theme.line_width = 1.3;
    theme.axis_width = 0.6;
    theme.least_tick_room = 30;
    theme.dark = dark;
    if (dark) {
        theme.background = QColor(0x1E, 0x20, 0x24);
        theme.text = QColor(0xE6, 0xE7, 0xEA);
        theme.faint_text = QColor(0xA2, 0xA6, 0xAE);
        theme.axis = QColor(0xA4, 0xA8, 0xB0);
        theme.grid = QColor(0x31, 0x34, 0x3A);
        theme.outside = QColor(0x2C, 0x2F, 0x35);
    }
    return theme;
}

} // namespace alphascope::figure
