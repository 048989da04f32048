// Writes made-up figures in several themes and formats into a folder, to be looked at: figure_gallery FOLDER
#include "tests/figure/synthetic.hpp"

#include "ui/figure/export.hpp"
#include "ui/figure/page_presets.hpp"

#include <QGuiApplication>

#include <iostream>

using namespace alphascope;
using namespace alphascope::figure;

static std::filesystem::path folder;

static void write(const Figure& figure, const Theme& theme, const std::string& name, int dpi = 200) {
    const auto path = folder / name;
    const auto done =
        format_of(path).and_then([&](Format format) { return export_figure(figure, theme, path, format, dpi); });
    std::cout << path.string() << ": " << (done ? "written" : one_line(done.error())) << "\n";
}

static Panel broken_map_panel() {
    MapView view = synthetic::map(64, 64, false);
    for (const std::size_t cell : {40 * 64 + 10, 40 * 64 + 11, 41 * 64 + 10})
        view.pixels[cell] = std::numeric_limits<float>::infinity();
    view.non_finite = 3;
    Panel panel = map_panel(view, automatic_colours(view, Scale::log), QStringLiteral("head 1"));
    panel.title = QStringLiteral("Gated delta rule");
    std::get<HeatMap>(panel.content).cross_hair = std::pair<Index, Index>(50, 20);
    return panel;
}

static void write_panels(const Theme& theme) {
    const MapView signed_view = synthetic::map(64, 64, true);
    write(single(broken_map_panel(), 234, theme), theme, "map_log.png");
    write(single(map_panel(signed_view, automatic_colours(signed_view, Scale::symlog)), 234, theme), theme,
          "map_symlog.png");
    write(single(impulse_panel(synthetic::impulse(100), ImpulseCurve::state), 234, theme), theme, "states.png");
    write(single(impulse_panel(synthetic::impulse(20)), 234, theme), theme, "impulse.png");
    write(single(spectrum_panel(std::make_shared<Spectrum>(synthetic::spectrum(64, 8))), 234, theme), theme,
          "spectrum.png");
    write(single(stability_panel(synthetic::stability(512)), 234, theme), theme, "stability.png");
}

static void write_boards() {
    const Theme wide = page_preset("neurips")->theme(), narrow = page_preset("icml")->theme();
    Figure board = synthetic::board(396, wide);
    board.footer = {QStringLiteral("cpu engine, float32, L = 96, seed 7")};
    for (const char* name : {"board.png", "board.pdf", "board.svg"})
        write(board, wide, name);
    write(synthetic::board(234, narrow, 96, true), narrow, "board_icml.png");
    write(synthetic::board(396, wide, 4096, true), wide, "board_signed.png");
    write(synthetic::board(700, Theme::screen(true)), Theme::screen(true), "dark.png", 120);
    write(synthetic::board(700, Theme::screen(false), 512, true), Theme::screen(false), "light.png", 96);
}

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    if (argc != 2) {
        std::cerr << "usage: figure_gallery FOLDER\n";
        return 2;
    }
    folder = argv[1];
    std::filesystem::create_directories(folder);
    write_boards();
    write_panels(page_preset("icml")->theme());
}
