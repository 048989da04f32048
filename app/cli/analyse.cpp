#include "app/cli/command.hpp"
#include "app/cli/prepare.hpp"
#include "core/analysis/report.hpp"
#include "core/io/tensors.hpp"
#include "core/system/given_map.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <iostream>

namespace alphascope::cli {

void add_analyse(Commands& commands) {
    auto* command = commands.app.add_subcommand("analyse", "every number the window shows about one map, as JSON");
    struct Options {
        explicit Options(CLI::App* app) : inputs(app) {}
        DesignInputs inputs;
        std::string out;
        Index map = 0, token = 0;
        bool frozen_query = false;
    };
    auto options = std::make_shared<Options>(command);
    command->add_option("--out", options->out, "file to write (.json)")->required();
    command->add_option("--map", options->map, "which map: head, channel or pair, counted from 0")
        ->capture_default_str()
        ->check(whole_number());
    command->add_option("--token", options->token, "kicked token of the impulse response")
        ->capture_default_str()
        ->check(whole_number());
    command->add_flag("--frozen-query", options->frozen_query, "read the response with the kicked token's own query");
    commands.add(command, [options, &session = commands.session]() -> Result<void> {
        const auto shown = prepare(options->inputs, options->map, session);
        if (!shown)
            return tl::unexpected(shown.error());
        ReportContext context;
        const bool is_given_map = shown->realised->given_map != nullptr;
        const std::string title = is_given_map ? title_of(shown->design, shown->scene) : shown->design.id;
        if (is_given_map)
            context.file = std::filesystem::path(file_of(shown->scene.source)->path).filename().string();
        else
            context.design = title;
        context.map = shown->realised->map_label(options->map);
        context.kicked_token = options->token;
        context.frozen_query = options->frozen_query;
        context.remarks = shown->remarks;
        const auto report = analysis_report(*shown->prepared, context, session.run);
        if (!report)
            return tl::unexpected(report.error());
        if (auto written = write_file_atomically(options->out, report->json); !written)
            return written;
        tell(report->remarks);
        std::cout << fmt::format("{}: {}, {}, {} tokens; engine {}\n", options->out, title, context.map,
                                 shown->realised->length, shown->prepared->engine_id());
        return {};
    });
}

} // namespace alphascope::cli
