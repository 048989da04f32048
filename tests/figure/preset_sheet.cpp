// Draws the first map of every shipped preset in its default colours on one sheet, to be looked at:
// preset_sheet TOKENS dark|light FILE.png
#include "tests/figure/shipped_maps.hpp"

#include "ui/figure/colour_range.hpp"
#include "ui/figure/figures.hpp"
#include "ui/figure/painter.hpp"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>

#include <iostream>

using namespace alphascope;

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    if (argc != 4) {
        std::cerr << "usage: preset_sheet TOKENS dark|light FILE.png\n";
        return 2;
    }
    const Index length = std::stoll(argv[1]);
    const bool dark = std::string(argv[2]) == "dark";
    auto theme = figure::Theme::screen(dark);
    theme.small_points = 6;
    constexpr int columns = 10, width = 190, height = 178;
    const auto ids = test::shipped_ids();
    const int rows = (static_cast<int>(ids.size()) + columns - 1) / columns;
    QImage sheet(columns * width, rows * height, QImage::Format_RGB32);
    sheet.fill(theme.background);
    QPainter painter(&sheet);
    for (int k = 0; k < static_cast<int>(ids.size()); ++k) {
        const MapView view = test::shipped_map(ids[static_cast<std::size_t>(k)], length).view(512);
        const auto colours = figure::automatic_colours(view, std::nullopt);
        figure::Panel panel = figure::map_panel(view, colours);
        panel.x.label = panel.y.label = {};
        panel.title = QString::fromStdString(ids[static_cast<std::size_t>(k)]).replace('_', ' ');
        std::get<figure::HeatMap>(panel.content).badge.clear();
        figure::Figure figure;
        figure.panels = {std::move(panel)};
        figure.size_points = QSizeF(width, height) / 1.1;
        painter.save();
        painter.translate(k % columns * width, k / columns * height);
        painter.scale(0.11, 0.11);
        figure::paint_figure(&painter, figure, theme);
        painter.restore();
    }
    painter.end();
    return sheet.save(QString::fromLocal8Bit(argv[3])) ? 0 : 1;
}
