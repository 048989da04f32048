// What the README tells a newcomer to type works, in the order it is written.
#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <sstream>

namespace fs = std::filesystem;

namespace {

const fs::path root = ALPHASCOPE_SOURCE_DIR;

/// The words of each line that starts with alphascope-cli, without it and without what follows '#'.
std::vector<Arguments> commands_in(const std::string& text) {
    std::vector<Arguments> commands;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.rfind("alphascope-cli ", 0) != 0)
            continue;
        std::istringstream words(line.substr(0, line.find('#')));
        Arguments command;
        for (std::string word; words >> word;)
            command.push_back(word);
        command.erase(command.begin());
        commands.push_back(command);
    }
    return commands;
}

std::string first_block(const std::string& text, const std::string& language) {
    const std::string fence = "```" + language + "\n";
    const std::size_t begin = text.find(fence) + fence.size();
    return text.substr(begin, text.find("```", begin) - begin);
}

} // namespace

TEST_CASE("every command of the README runs", "[cli]") {
    const TemporaryFolder folder;
    const std::string readme = file_text(root / "README.md");
    write_text(folder / "my_design.json", first_block(readme, "json"));
    for (const char* name : {"resources", "tests"})
        fs::create_directory_symlink(root / name, folder / name);
    const auto commands = commands_in(readme);
    CHECK(commands.size() >= 6);
    for (const Arguments& command : commands) {
        std::string line;
        for (const std::string& word : command)
            line += " " + word;
        const Outcome outcome = run_cli(command, folder);
        INFO("alphascope-cli" << line << "\n" << outcome.err);
        CHECK(outcome.status == 0);
    }
}

TEST_CASE("the README's own architecture is a short file, and a preset once it lies in the user's folder", "[cli]") {
    const TemporaryFolder folder;
    const std::string design = first_block(file_text(root / "README.md"), "json");
    CHECK(std::count(design.begin(), design.end(), '\n') < 30);
    fs::create_directories(folder / "alphascope/presets");
    write_text(folder / "alphascope/presets/hindsight.json", design);
    CHECK(contains(run_cli({"presets"}, folder).out, "hindsight"));
    const Outcome by_id = run_cli({"compute", "hindsight", "--length", "16", "--out", "R.npz"}, folder);
    INFO(by_id.err);
    CHECK(by_id.status == 0);
    const Outcome by_path =
        run_cli({"compute", "alphascope/presets/hindsight.json", "--length", "16", "--out", "S.npz"}, folder);
    CHECK(by_path.status == 0);
    CHECK(file_text(folder / "R.npz") == file_text(folder / "S.npz"));
}

TEST_CASE("the README begins with the two commands", "[cli]") {
    const std::string readme = file_text(root / "README.md");
    CHECK(readme.find("    ./dev run\n    ./dev test\n") == 0);
}
