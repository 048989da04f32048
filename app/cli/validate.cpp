#include "app/cli/command.hpp"
#include "core/io/tensors.hpp"
#include "core/scene/source_file.hpp"
#include "core/system/given_map.hpp"
#include "core/system/soundness.hpp"
#include "core/workspace/workspace.hpp"
#include "ui/figure/embedded_workspace.hpp"

#include <fmt/format.h>

#include <iostream>

namespace alphascope::cli {

/// What is wrong with a document, and what else it wants said.
struct Findings {
    std::vector<Error> problems;
    std::vector<Remark> remarks;
};

// The data file that a scene names, read as `render` would: one that is missing, broken or has changed is said, and,
// with the design at hand, what does not fit it.
static Findings findings_of(const Scene& scene, const Design* design) {
    auto loaded = load_scene(scene);
    if (!loaded)
        return {{loaded.error()}, {}};
    if (!loaded->tensors)
        return {};
    const auto remarks = loaded->tensors->remarks;
    if (!design)
        return {{}, remarks};
    loaded->of_document = true;
    const auto realised = realise(*design, as_given_map(std::move(*loaded), *design));
    return realised ? Findings{{}, (*realised)->remarks} : Findings{{realised.error()}, remarks};
}

static Findings findings_of(const Result<Workspace>& workspace) {
    if (!workspace)
        return {{workspace.error()}, {}};
    Findings findings{problems_on_tokens(*workspace->design), {}};
    const bool is_sound = findings.problems.empty();
    for (auto& problem : findings.problems)
        problem.where = "/design" + problem.where;
    auto of_data = findings_of(*workspace->scene, is_sound ? &*workspace->design : nullptr);
    findings.problems.insert(findings.problems.end(), of_data.problems.begin(), of_data.problems.end());
    findings.remarks = std::move(of_data.remarks);
    return findings;
}

// A document says itself what it is; anything else is read as a tensor file.
static Findings findings_of(const std::string& file) {
    const auto text = read_file(file, std::size_t{16} << 20);
    const auto folder = std::filesystem::path(file).parent_path();
    if (text && is_workspace_text(*text))
        return findings_of(workspace_from_json(*text, folder));
    if (text && text->find("\"alphascope.scene\"") != std::string::npos) {
        auto scene = scene_from_json(*text);
        if (!scene)
            return {{scene.error()}, {}};
        if (TensorSource* source = file_of(scene->source))
            *source = as_found(std::move(*source), folder);
        return findings_of(*scene, nullptr);
    }
    if (figure::is_figure_name(file))
        return findings_of(figure::open_figure(file));
    const bool tensors = file.ends_with(".npz") || file.ends_with(".npy") || file.ends_with(".safetensors");
    if (tensors) {
        const auto read = read_tensors(file);
        return {read ? std::vector<Error>{} : std::vector{read.error()}, {}};
    }
    if (!text)
        return {{text.error()}, {}};
    return {problems_on_tokens(*text), {}};
}

void add_validate(Commands& commands) {
    auto* command = commands.app.add_subcommand(
        "validate", "every problem of designs, scenes, workspaces, exported figures and tensor files");
    auto files = std::make_shared<std::vector<std::string>>();
    command->add_option("file", *files, "files to check")->required();
    commands.add(command, [files]() -> Result<void> {
        Result<void> result;
        for (const auto& file : *files) {
            const auto [problems, remarks] = findings_of(file);
            for (const auto& remark : remarks)
                std::cerr << file << ": " << one_line(remark) << "\n";
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
