#include "app/cli/command.hpp"
#include "app/cli/prepare.hpp"
#include "core/analysis/map_remarks.hpp"
#include "core/engine/given.hpp"
#include "core/system/given_map.hpp"
#include "ui/figure/colour_range.hpp"
#include "ui/figure/export.hpp"
#include "ui/figure/figures.hpp"
#include "ui/figure/page_presets.hpp"

#include <QGuiApplication>

#include <fmt/format.h>

#include <iostream>
#include <tuple>

namespace alphascope::cli {
namespace {

struct RenderOptions {
    explicit RenderOptions(CLI::App* command) : inputs(command) {}
    DesignInputs inputs;
    std::string figure = "board", page = "neurips", out, rows, cols;
    std::optional<std::string> scale, show, pooling;
    std::optional<Index> map, token, position;
    int dpi = 300;
    bool no_footer = false;

    /// A workspace's own view, changed by the options that were given.
    View over(View view) const {
        view.scale = scale.value_or(view.scale);
        view.show = show.value_or(view.show);
        view.pooling = pooling.value_or(view.pooling);
        view.map = map.value_or(view.map);
        view.j = token ? token : view.j;
        view.i = position ? position : view.i;
        return view;
    }
};

/// What the figure is made of.
struct Shown {
    PreparedMap map;
    View view;
    Index token() const { return view.j.value_or(0); }                           ///< kicked in the impulse response
    Index position() const { return view.i.value_or(map.realised->length / 2); } ///< whose eigenvalues are marked
};

// Maps are sampled for print: more pixels than cells are never made, and at most this many.
constexpr int largest_picture = 2048;

// What is looked at wants said, too: pooled pixels, cells that are not finite.
Result<std::vector<Remark>> remarks_on_shown(const Shown& shown, const MapView& view, const RunContext& run) {
    auto remarks = remarks_on(view);
    if (view.non_finite == 0)
        return remarks;
    return not_finite_in(*shown.map.prepared, view.rows, view.cols, run).map([&](const NotFinite& found) {
        append(remarks, remarks_on({{shown.map.realised->map_label(shown.view.map), shown.view.map, found}}, 1));
        return remarks;
    });
}

Result<figure::Panel> map_panel_of(const Shown& shown, std::vector<Remark>& remarks, const RunContext& run) {
    const Index length = shown.map.realised->length;
    const Range rows = shown.view.rows.value_or(Range{0, length}), cols = shown.view.cols.value_or(Range{0, length});
    const auto pixels = [](Range cells) { return static_cast<int>(std::min<Index>(cells.size(), largest_picture)); };
    const auto kind = shown.view.show == "scores" ? TileKind::scores : TileKind::alpha;
    const auto pooling = static_cast<Pooling>(index_of(shown.view.pooling, pooling_kinds));
    const auto view = map_view(*shown.map.prepared, rows, cols, pixels(cols), pixels(rows), kind, pooling, run);
    if (!view)
        return tl::unexpected(view.error());
    auto more = remarks_on_shown(shown, *view, run);
    if (!more)
        return tl::unexpected(more.error());
    append(remarks, std::move(*more));
    const auto colours = figure::automatic_colours(*view, figure::scale_named(shown.view.scale));
    append(remarks, figure::remarks_on_colours(*view, colours));
    return figure::map_panel(*view, colours, QString::fromStdString(shown.map.realised->map_label(shown.view.map)));
}

Result<figure::Panel> impulse_panel_of(const Shown& shown, const RunContext& run) {
    return impulse_response(*shown.map.prepared, shown.token(), false, run).map([](const ImpulseResponse& response) {
        return figure::impulse_panel(response);
    });
}

Result<figure::Panel> spectrum_panel_of(const Shown& shown, const RunContext& run) {
    if (auto can = needs_system(*shown.map.prepared, "spectrum"); !can)
        return tl::unexpected(can.error());
    return spectrum(shown.map.prepared->system(), {}, run).map([&](Spectrum&& found) {
        return figure::spectrum_panel(std::make_shared<const Spectrum>(std::move(found)), shown.position());
    });
}

Result<figure::Panel> stability_panel_of(const Shown& shown, const RunContext& run) {
    return stability(*shown.map.prepared, run).map([](const Stability& found) {
        return figure::stability_panel(found);
    });
}

Result<figure::Figure> make_figure(const Shown& shown, const std::string& what, double width,
                                   const figure::Theme& theme, std::vector<Remark>& remarks, const RunContext& run) {
    const auto one = [&](const Result<figure::Panel>& panel) -> Result<figure::Figure> {
        if (!panel)
            return tl::unexpected(panel.error());
        return figure::single(*panel, width, theme);
    };
    if (what == "map")
        return one(map_panel_of(shown, remarks, run));
    if (what == "impulse")
        return one(impulse_panel_of(shown, run));
    if (what == "spectrum")
        return one(spectrum_panel_of(shown, run));
    if (what == "stability")
        return one(stability_panel_of(shown, run));
    if (auto can = needs_system(*shown.map.prepared, "board of four"); !can)
        return failure(can.error().code, can.error().message + ": take --figure map", can.error().where);
    auto map = map_panel_of(shown, remarks, run);
    auto impulse = impulse_panel_of(shown, run), eigenvalues = spectrum_panel_of(shown, run),
         margins = stability_panel_of(shown, run);
    for (const auto* panel : {&map, &impulse, &eigenvalues, &margins})
        if (!*panel)
            return tl::unexpected(panel->error());
    return figure::board(std::move(*map), std::move(*impulse), std::move(*eigenvalues), std::move(*margins), width,
                         theme);
}

/// The document on its engine, with the view checked against the map it has.
Result<Shown> open_shown(const RenderOptions& options, const Session& session) {
    auto document = options.inputs.read();
    if (!document)
        return tl::unexpected(document.error());
    const View view = options.over(document->view);
    auto map = prepare(std::move(*document), view.map, options.inputs.engine(), session);
    if (!map)
        return tl::unexpected(map.error());
    Shown shown{std::move(*map), view};
    const Index length = shown.map.realised->length;
    for (const auto& [text, range, name] :
         {std::tuple(options.rows, &shown.view.rows, "--rows"), std::tuple(options.cols, &shown.view.cols, "--cols")}) {
        if (text.empty() && *range && (*range)->end > length)
            *range = std::nullopt; // the workspace looked at longer tokens
        if (text.empty())
            continue;
        const auto parsed = parse_range(text, length, name);
        if (!parsed)
            return tl::unexpected(parsed.error());
        *range = *parsed;
    }
    if (shown.token() < 0 || shown.token() >= length || shown.position() < 0 || shown.position() >= length)
        return failure(ErrorCode::usage, fmt::format("tokens are counted from 0 to {}", length - 1),
                       "--token, --position");
    return shown;
}

Result<void> render(const RenderOptions& options, const Session& session) {
    const auto page = figure::page_preset(options.page);
    if (!page)
        return tl::unexpected(page.error());
    const auto format = figure::format_of(options.out);
    if (!format)
        return tl::unexpected(format.error());
    const auto shown = open_shown(options, session);
    if (!shown)
        return tl::unexpected(shown.error());

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
    auto remarks = shown->map.remarks;
    auto made = make_figure(*shown, options.figure, page->width_points(), theme, remarks, session.run);
    if (!made)
        return tl::unexpected(made.error());
    remarks = in_order(std::move(remarks));
    if (!options.no_footer)
        figure::set_footer(*made, remarks, theme);
    const Design& design = shown->map.design;
    const std::string title = title_of(design, shown->map.scene);
    made->title = QString::fromStdString(title);
    made->description = QString::fromStdString(fmt::format("{}: {} of {}, {} tokens", options.figure,
                                                           shown->map.realised->map_label(shown->view.map), title,
                                                           shown->map.realised->length));
    made->workspace = workspace_to_json({snapshot(design), snapshot(shown->map.scene), shown->view},
                                        std::filesystem::path(options.out).parent_path(), remarks);
    if (auto written = figure::export_figure(*made, theme, options.out, *format, options.dpi); !written)
        return written;
    tell(remarks);
    std::cout << fmt::format("{}: {} of {}, {:.2f} × {:.2f} in\n", options.out, options.figure,
                             shown->map.realised->given_map ? title : design.id, made->size_points.width() / 72,
                             made->size_points.height() / 72);
    return {};
}

template <std::size_t count> CLI::IsMember one_of(const std::array<std::string_view, count>& words) {
    return CLI::IsMember(std::vector<std::string>(words.begin(), words.end()));
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
    // What is not given comes from the workspace, else is the first map, α, colours that show structure, all of it.
    command->add_option("--map", options->map, "which map: head, channel or pair, counted from 0")
        ->check(whole_number());
    command->add_option("--token", options->token, "kicked token of the impulse response (default: the first)")
        ->check(whole_number());
    command->add_option("--position", options->position, "token whose eigenvalues are marked (default: the middle)")
        ->check(whole_number());
    command->add_option("--show", options->show, "alpha (the default) or scores")->check(one_of(shown_kinds));
    command->add_option("--scale", options->scale, "colours: auto (the default), linear, log or symlog")
        ->check(one_of(colour_scales));
    command->add_option("--pooling", options->pooling, "of cells into pixels: max_abs (the default) or mean")
        ->check(one_of(pooling_kinds));
    command->add_flag("--no-footer", options->no_footer,
                      "leave out the small print: what was made up, guessed, pooled");
    command->add_option("--rows", options->rows, "rows A:B of the map");
    command->add_option("--cols", options->cols, "columns C:D of the map");
    commands.add(command, [options, &session = commands.session] { return render(*options, session); });
}

} // namespace alphascope::cli
