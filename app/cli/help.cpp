#include "app/cli/command.hpp"
#include "core/help/help_pages.hpp"

#include <fmt/format.h>

#include <iostream>

namespace alphascope::cli {

void add_help(Commands& commands) {
    auto* command =
        commands.app.add_subcommand("help", "what the window shows, the design language, and what does not fit it");
    auto id = std::make_shared<std::string>();
    command->add_option("page", *id, "which page; without it, the list of pages");
    commands.add(command, [id]() -> Result<void> {
        if (id->empty()) {
            for (const HelpPage& page : help_pages())
                std::cout << fmt::format("{:<12} {}\n", page.id, page.title);
            return {};
        }
        const auto page = help_page(*id);
        if (!page)
            return tl::unexpected(page.error());
        std::cout << (*page)->markdown();
        return {};
    });
}

} // namespace alphascope::cli
