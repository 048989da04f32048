// One file for each way of being wrong; tests/data/invalid/expected.json says what each is told. The command line is
// tested over the same list.
#include "core/io/tensors.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <set>

using namespace alphascope;

static nlohmann::json expected() {
    return nlohmann::json::parse(std::ifstream(test_data("invalid/expected.json")));
}

TEST_CASE("every broken tensor file gets its one clear message and exit status", "[io][invalid]") {
    for (const auto& entry : expected()) {
        const std::string file = entry.at("file"), message = entry.at("message");
        if (!file.starts_with("tensors/"))
            continue; // designs and scenes have tests of their own
        const auto set = read_tensors(test_data("invalid") / file);
        INFO(file);
        REQUIRE_FALSE(set.has_value());
        const std::string line = one_line(set.error());
        INFO(line);
        CHECK(line.find(message) != std::string::npos);
        CHECK(line.find(file) != std::string::npos);
        CHECK(line.find('\n') == std::string::npos);
        CHECK(exit_status(set.error().code) == entry.at("exit").get<int>());
    }
}

TEST_CASE("no broken tensor file is left out of the list", "[io][invalid]") {
    std::set<std::string> listed;
    for (const auto& entry : expected())
        listed.insert(entry.at("file"));
    for (const auto& file : std::filesystem::directory_iterator(test_data("invalid/tensors"))) {
        INFO(file.path());
        CHECK(listed.count("tensors/" + file.path().filename().string()) == 1);
    }
}
