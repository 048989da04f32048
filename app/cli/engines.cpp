#include "app/cli/command.hpp"

#include <fmt/format.h>

#include <iostream>

namespace alphascope::cli {

void add_engines(Commands& commands) {
    auto* command = commands.app.add_subcommand("engines", "what can compute here, and why not what cannot");
    commands.add(command, [&session = commands.session]() -> Result<void> {
        for (const auto& capability : session.engines.capabilities())
            std::cout << fmt::format("{:<10} {:<12} {}\n", capability.id,
                                     capability.available ? "available" : "not here", capability.detail);
        return {};
    });
}

} // namespace alphascope::cli
