#include "ui/main_window/window_palette.hpp"

namespace alphascope::ui {

QPalette window_palette(bool dark) {
    const auto pick = [dark](const char* light_colour, const char* dark_colour) {
        return QColor(dark ? dark_colour : light_colour);
    };
    const QColor window = pick("#f5f6f8", "#1b1e24"), base = pick("#ffffff", "#2a2f38");
    const QColor text = pick("#1d2330", "#e3e6ec"), faint = pick("#5c6472", "#9aa3b3");
    const QColor button = pick("#ffffff", "#2f343e"), accent = pick("#2f6dd0", "#6ea3f5");
    QPalette palette;
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, window);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::Button, button);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::PlaceholderText, faint);
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, pick("#ffffff", "#10131a"));
    palette.setColor(QPalette::Link, accent);
    palette.setColor(QPalette::ToolTipBase, pick("#1d2330", "#e3e6ec"));
    palette.setColor(QPalette::ToolTipText, pick("#ffffff", "#14161b"));
    palette.setColor(QPalette::Light, pick("#ffffff", "#343a45"));
    palette.setColor(QPalette::Midlight, pick("#eceef2", "#2c313a"));
    palette.setColor(QPalette::Mid, pick("#cdd2da", "#3b424e"));
    palette.setColor(QPalette::Dark, pick("#b6bcc7", "#101216"));
    palette.setColor(QPalette::Shadow, pick("#9aa2af", "#000000"));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faint);
    return palette;
}

} // namespace alphascope::ui
