// One file for each way of being wrong (tests/data/invalid), with the status and the words its refusal must have.
#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

#include <nlohmann/json.hpp>

namespace {

/// The command that meets a file of this folder of the corpus.
Arguments command_for(const std::string& kind, const std::string& path) {
    if (kind == "designs")
        return {"compute", path, "--length", "16", "--out", "R.npz"};
    if (kind == "scenes")
        return {"compute", "gla", "--scene", path, "--out", "R.npz"};
    return {"compute", "gla", "--inputs", path, "--out", "R.npz"};
}

} // namespace

TEST_CASE("every broken file is refused in one line, with its status, and leaves nothing behind", "[cli]") {
    const TemporaryFolder folder;
    const std::string list = GENERATE(as<std::string>{}, "expected.json", "documents.json");
    const auto corpus = nlohmann::json::parse(file_text(test_data("invalid/" + list)));
    REQUIRE(corpus.size() > 0);
    for (const auto& entry : corpus) {
        const std::filesystem::path file = entry.at("file").get<std::string>();
        const std::string kind = file.begin()->string();
        const Outcome outcome = run_cli(command_for(kind, test_data("invalid" / file).string()), folder);
        INFO(file << "\n" << outcome.err);
        CHECK(outcome.status == entry.at("exit").get<int>());
        CHECK(outcome.error_lines().size() == 1);
        CHECK(contains(outcome.err, entry.at("message").get<std::string>()));
        if (kind == "tensors")
            CHECK(contains(outcome.err, file.filename().string()));
        CHECK(folder.names().empty());
    }
}
