#include "app/cli/command.hpp"
#include "core/io/tensors.hpp"
#include "core/system/soundness.hpp"
#include "core/workspace/workspace.hpp"
#include "ui/figure/embedded_workspace.hpp"

#include <fmt/format.h>

#include <iostream>

namespace alphascope::cli {

static std::vector<Error> problems_of(const Result<Workspace>& workspace) {
    if (!workspace)
        return {workspace.error()};
    auto problems = problems_on_tokens(*workspace->design);
    for (auto& problem : problems)
        problem.where = "/design" + problem.where;
    return problems;
}

// A document says itself what it is; anything else is read as a tensor file.
static std::vector<Error> problems_of(const std::string& file) {
    const auto text = read_file(file, std::size_t{16} << 20);
    if (text && is_workspace_text(*text)) {
        return problems_of(workspace_from_json(*text, std::filesystem::path(file).parent_path()));
    }
    if (text && text->find("\"alphascope.scene\"") != std::string::npos) {
        const auto scene = scene_from_json(*text);
        return scene ? std::vector<Error>{} : std::vector{scene.error()};
    }
    if (figure::is_figure_name(file)) {
        return problems_of(figure::open_figure(file));
    }
    const bool tensors = file.ends_with(".npz") || file.ends_with(".npy") || file.ends_with(".safetensors");
    if (tensors) {
        const auto read = read_tensors(file);
        return read ? std::vector<Error>{} : std::vector{read.error()};
    }
    if (!text)
        return {text.error()};
    return problems_on_tokens(*text);
}

void add_validate(Commands& commands) {
    auto* command = commands.app.add_subcommand(
        "validate", "every problem of designs, scenes, workspaces, exported figures and tensor files");
    auto files = std::make_shared<std::vector<std::string>>();
    command->add_option("file", *files, "files to check")->required();
    commands.add(command, [files]() -> Result<void> {
        Result<void> result;
        for (const auto& file : *files) {
            const auto problems = problems_of(file);
            for (const auto& problem : problems)
                std::cerr << (problem.where.starts_with(file) ? one_line(problem) : file + ": " + one_line(problem))
                          << "\n";
            if (problems.empty())
                std::cout << file << ": ok\n";
            else if (result)
                result = failure(problems.front().code, ""); // all has been said, file by file
        }
        return result;
    });
}

} // namespace alphascope::cli
