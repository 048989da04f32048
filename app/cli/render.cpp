#include "app/cli/command.hpp"
#include "app/cli/prepare.hpp"
#include "ui/figure/colour_map.hpp"
#include "ui/figure/export.hpp"
#include "ui/figure/figures.hpp"
#include "ui/figure/page_presets.hpp"

#include <QGuiApplication>

#include <fmt/format.h>

#include <iostream>

namespace alphascope::cli {
namespace {

struct RenderOptions {
    explicit RenderOptions(CLI::App* command) : inputs(command) {}
    DesignInputs inputs;
    std::string figure = "board", page = "neurips", out, scale = "linear", kind = "alpha";
    Index map = 0, token = 0, position = -1;
    int dpi = 300;
};

// Maps are sampled for print: more pixels than cells are never made, and at most this many.
constexpr int largest_picture = 2048;

Result<figure::Panel> map_panel_of(const PreparedMap& shown, const RenderOptions& options, const RunContext& run) {
    const Index length = shown.realised->length;
    const int pixels = static_cast<int>(std::min<Index>(length, largest_picture));
    const auto kind = options.kind == "scores" ? TileKind::scores : TileKind::alpha;
    const auto view = map_view(*shown.prepared, {0, length}, {0, length}, pixels, pixels, kind, Pooling::max_abs, run);
    if (!view)
        return tl::unexpected(view.error());
    const auto scale = options.scale == "log"      ? figure::Scale::log
                       : options.scale == "symlog" ? figure::Scale::symlog
                                                   : figure::Scale::linear;
    return figure::map_panel(*view, figure::automatic_colours(*view, scale),
                             QString::fromStdString(shown.realised->map_label(options.map)));
}

Result<figure::Panel> impulse_panel_of(const PreparedMap& shown, const RenderOptions& options, const RunContext& run) {
    return impulse_response(*shown.prepared, options.token, false, run).map([](const ImpulseResponse& response) {
        return figure::impulse_panel(response);
    });
}

Result<figure::Panel> spectrum_panel_of(const PreparedMap& shown, const RenderOptions& options, const RunContext& run) {
    const Index position = options.position >= 0 ? options.position : shown.realised->length / 2;
    return spectrum(shown.prepared->system(), 256, run).map([&](const Spectrum& found) {
        return figure::spectrum_panel(found, position);
    });
}

Result<figure::Panel> stability_panel_of(const PreparedMap& shown, const RunContext& run) {
    return stability(*shown.prepared, run).map([](const Stability& found) { return figure::stability_panel(found); });
}

Result<figure::Figure> make_figure(const PreparedMap& shown, const RenderOptions& options, double width,
                                   const figure::Theme& theme, const RunContext& run) {
    const auto one = [&](const Result<figure::Panel>& panel) -> Result<figure::Figure> {
        if (!panel)
            return tl::unexpected(panel.error());
        return figure::single(*panel, width, theme);
    };
    if (options.figure == "map")
        return one(map_panel_of(shown, options, run));
    if (options.figure == "impulse")
        return one(impulse_panel_of(shown, options, run));
    if (options.figure == "spectrum")
        return one(spectrum_panel_of(shown, options, run));
    if (options.figure == "stability")
        return one(stability_panel_of(shown, run));
    auto map = map_panel_of(shown, options, run);
    auto impulse = impulse_panel_of(shown, options, run), eigenvalues = spectrum_panel_of(shown, options, run),
         margins = stability_panel_of(shown, run);
    for (const auto* panel : {&map, &impulse, &eigenvalues, &margins})
        if (!*panel)
            return tl::unexpected(panel->error());
    return figure::board(std::move(*map), std::move(*impulse), std::move(*eigenvalues), std::move(*margins), width,
                         theme);
}

Result<void> render(const RenderOptions& options, const Session& session) {
    const auto page = figure::page_preset(options.page);
    if (!page)
        return tl::unexpected(page.error());
    const auto format = figure::format_of(options.out);
    if (!format)
        return tl::unexpected(format.error());
    const auto shown = prepare(options.inputs, options.map, session);
    if (!shown)
        return tl::unexpected(shown.error());
    if (options.token < 0 || options.token >= shown->realised->length || options.position >= shown->realised->length)
        return failure(ErrorCode::usage, fmt::format("tokens are counted from 0 to {}", shown->realised->length - 1),
                       "--token");

    qputenv("QT_QPA_PLATFORM", "offscreen"); // no display is needed, and none is touched
    qInstallMessageHandler([](QtMsgType type, const QMessageLogContext&, const QString& text) {
        if (type == QtCriticalMsg || type == QtFatalMsg) // Qt's remarks on the environment are not the user's concern
            std::cerr << text.toStdString() << "\n";
    });
    static int count = 1;
    static char name[] = "alphascope-cli";
    static char* arguments[] = {name, nullptr};
    const QGuiApplication application(count, arguments);

    const auto theme = page->theme();
    auto made = make_figure(*shown, options, page->width_points(), theme, session.run);
    if (!made)
        return tl::unexpected(made.error());
    made->title = QString::fromStdString(shown->design.name);
    made->description = QString::fromStdString(fmt::format("{}: {} of {}, {} tokens", options.figure,
                                                           shown->realised->map_label(options.map), shown->design.name,
                                                           shown->realised->length));
    if (auto written = figure::export_figure(*made, theme, options.out, *format, options.dpi); !written)
        return written;
    std::cout << fmt::format("{}: {} of {}, {:.2f} × {:.2f} in\n", options.out, options.figure, shown->design.id,
                             made->size_points.width() / 72, made->size_points.height() / 72);
    return {};
}

} // namespace

void add_render(Commands& commands) {
    auto* command = commands.app.add_subcommand("render", "a figure for a paper, by the window's own painter");
    auto options = std::make_shared<RenderOptions>(command);
    command->add_option("--figure", options->figure, "map, impulse, spectrum, stability or board")
        ->check(CLI::IsMember({"map", "impulse", "spectrum", "stability", "board"}))
        ->capture_default_str();
    command
        ->add_option("--page", options->page,
                     "page preset or width: neurips, icml, ieee, nature, ..., 4.2in, 89mm, 300pt")
        ->capture_default_str();
    command->add_option("--out", options->out, "file to write: .pdf, .svg or .png")->required();
    command->add_option("--dpi", options->dpi, "resolution of a .png")
        ->capture_default_str()
        ->check(CLI::Range(36, 1200));
    command->add_option("--map", options->map, "which map: head, channel or pair, counted from 0")
        ->capture_default_str();
    command->add_option("--token", options->token, "kicked token of the impulse response")->capture_default_str();
    command->add_option("--position", options->position, "token whose eigenvalues are marked (default: the middle)");
    command->add_option("--show", options->kind, "alpha or scores")
        ->check(CLI::IsMember({"alpha", "scores"}))
        ->capture_default_str();
    command->add_option("--scale", options->scale, "colours: linear, log or symlog")
        ->check(CLI::IsMember({"linear", "log", "symlog"}))
        ->capture_default_str();
    commands.add(command, [options, &session = commands.session] { return render(*options, session); });
}

} // namespace alphascope::cli
