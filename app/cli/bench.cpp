#include "core/engine/bench.hpp"
#include "app/cli/command.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iostream>

namespace alphascope::cli {

void add_bench(Commands& commands) {
    auto* command = commands.app.add_subcommand(
        "bench", "time per (kind, L, n, engine), and times the machine's own floor in the same run");
    struct Options {
        std::vector<Index> lengths{512, 1024, 2048, 4096}, states{64};
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    command->add_option("--lengths", options->lengths, "sequence lengths")
        ->capture_default_str()
        ->delimiter(',')
        ->check(CLI::Range(1, 32768));
    command->add_option("--states", options->states, "state sizes")
        ->capture_default_str()
        ->delimiter(',')
        ->check(CLI::Range(1, 512));
    command->add_flag("--json", options->json, "a list of rows");
    commands.add(command, [options, &session = commands.session]() -> Result<void> {
        const auto rows = bench(session.engines, options->lengths, options->states, session.run);
        if (session.run.cancelled())
            return failure(ErrorCode::cancelled, "interrupted");
        if (options->json) {
            auto list = nlohmann::ordered_json::array();
            for (const auto& row : rows)
                list.push_back({{"kind", row.kind},
                                {"length", row.length},
                                {"state", row.state},
                                {"engine", row.engine},
                                {"median_ms", row.median_ms},
                                {"floor_ms", row.floor_ms},
                                {"times_floor", row.times_floor}});
            std::cout << list.dump(2) << "\n";
            return {};
        }
        std::cout << fmt::format("{:<18}{:>8}{:>7}  {:<10}{:>12}{:>11}{:>9}\n", "kind", "L", "n", "engine", "median ms",
                                 "floor ms", "x floor");
        for (const auto& row : rows)
            std::cout << fmt::format("{:<18}{:>8}{:>7}  {:<10}{:>12.2f}{:>11.2f}{:>9.1f}\n", row.kind, row.length,
                                     row.state, row.engine, row.median_ms, row.floor_ms, row.times_floor);
        return {};
    });
}

} // namespace alphascope::cli
