#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"

TEST_CASE("help and version go to standard output and succeed", "[cli]") {
    const TemporaryFolder folder;
    for (const char* option : {"--help", "--version"}) {
        const Outcome outcome = run_cli({option}, folder);
        CHECK(outcome.status == 0);
        CHECK_FALSE(outcome.out.empty());
        CHECK(outcome.err.empty());
    }
    const std::string help = run_cli({"--help"}, folder).out;
    for (const char* command : {"presets", "show", "validate", "compute", "analyse", "render", "engines"}) {
        INFO(command);
        CHECK(contains(help, command));
        const Outcome own = run_cli({command, "--help"}, folder);
        CHECK(own.status == 0);
        CHECK_FALSE(own.out.empty());
    }
}

TEST_CASE("a temporary folder lists what is in it and goes away", "[cli]") {
    std::filesystem::path path;
    {
        const TemporaryFolder folder;
        path = folder.path();
        write_text(folder / "b", "text");
        write_text(folder / "a", "");
        CHECK(folder.names() == std::vector<std::string>{"a", "b"});
        CHECK(file_text(folder / "b") == "text");
    }
    CHECK_FALSE(std::filesystem::exists(path));
}
