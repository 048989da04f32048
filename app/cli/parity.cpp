#include "core/engine/parity.hpp"
#include "app/cli/command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>

namespace alphascope::cli {

void add_parity(Commands& commands) {
    auto* command = commands.app.add_subcommand("parity", "an engine against the reference over one table of cases");
    auto id = std::make_shared<std::string>("cpu");
    command->add_option("--engine", *id, "the engine to measure")->capture_default_str();
    commands.add(command, [id, &session = commands.session]() -> Result<void> {
        const System any{IdentitySteps{1}, Matrix::Ones(1, 1), Matrix::Ones(1, 1), {}, {}, {}, 0, {}, {}};
        const auto engine = session.engines.pick(*id, any);
        if (!engine)
            return tl::unexpected(engine.error());
        const auto rows = parity_table(**engine, session.run);
        if (session.run.cancelled())
            return failure(ErrorCode::cancelled, "interrupted");
        std::cout << fmt::format("{:<18}{:<14}{:<18}{:>6}{:>5}{:>12}{:>10}\n", "kind", "readout", "normaliser", "L",
                                 "n", "max error", "bound");
        for (const auto& row : rows)
            std::cout << fmt::format("{:<18}{:<14}{:<18}{:>6}{:>5}{:>12.1e}{:>10.0e}{}\n", row.kind, row.readout,
                                     row.normaliser, row.length, row.state, row.max_error, row.bound,
                                     row.within() ? "" : "  OVER");
        const auto over = std::count_if(rows.begin(), rows.end(), [](const ParityRow& row) { return !row.within(); });
        std::cout << fmt::format("{} cases, {} over their bound\n", rows.size(), over);
        if (over)
            return failure(ErrorCode::numerical, fmt::format("{} of {} cases are over their bound", over, rows.size()));
        return {};
    });
}

} // namespace alphascope::cli
