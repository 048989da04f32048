#include "core/design/presets.hpp"
#include "app/cli/command.hpp"
#include "core/design/properties.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iostream>

namespace alphascope::cli {

void add_presets(Commands& commands) {
    auto* command =
        commands.app.add_subcommand("presets", "the designs that come with the program, and the user's own");
    auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "a list of objects");
    commands.add(command, [json]() -> Result<void> {
        std::vector<Error> problems;
        const auto entries = preset_list(&problems);
        auto list = nlohmann::ordered_json::array();
        for (const auto& entry : entries) {
            const auto design = preset(entry.id);
            const auto step_class = design ? properties(*design).step_class : std::string();
            if (*json)
                list.push_back({{"id", entry.id},
                                {"name", entry.name},
                                {"family", entry.family},
                                {"class", step_class},
                                {"reference", {{"title", entry.title}, {"arxiv", entry.arxiv}, {"year", entry.year}}},
                                {"user", entry.user}});
            else
                std::cout << fmt::format("{:<18} {:<34} {:<18} {:<44} {} {}\n", entry.id, entry.name, entry.family,
                                         step_class, entry.year, entry.arxiv.empty() ? "" : "arXiv:" + entry.arxiv);
        }
        if (*json)
            std::cout << list.dump(2) << "\n";
        for (const auto& problem : problems)
            std::cerr << "warning: " << one_line(problem) << "\n";
        return {};
    });
}

} // namespace alphascope::cli
