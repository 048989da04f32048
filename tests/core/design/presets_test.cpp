#include "core/base/resources.hpp"
#include "core/design/design_json.hpp"
#include "core/design/presets.hpp"
#include "tests/support/catch.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace alphascope;

TEST_CASE("every preset in the program is sound, complete and stable under rewriting", "[design][presets]") {
    const auto paths = resources_in("presets");
    CHECK(paths.size() >= 26);
    CHECK(preset_list().size() >= paths.size());
    for (const auto path : paths) {
        CAPTURE(path);
        const auto problems = design_problems(*resource(path));
        if (!problems.empty())
            FAIL(one_line(problems.front()));
        const auto design = design_from_json(*resource(path));
        CHECK("presets/" + design->id + ".json" == path);
        CHECK_FALSE(design->name.empty());
        CHECK_FALSE(design->family.empty());
        CHECK(design->reference.year > 2000);
        CHECK_FALSE(design->note.empty());
        CHECK_FALSE(design->parameters.empty()); // something to drag at once
        CHECK(*design_from_json(design_to_json(*design)) == *design);
    }
}

TEST_CASE("an unknown preset is answered with the closest one", "[design][presets]") {
    const auto found = preset("sofmax");
    REQUIRE_FALSE(found.has_value());
    CHECK(found.error().code == ErrorCode::usage);
    CHECK(found.error().message.find("did you mean 'softmax'?") != std::string::npos);
}

TEST_CASE("a user preset is one file in the data folder", "[design][presets]") {
    const auto folder = std::filesystem::temp_directory_path() / "alphascope-user-presets-test";
    std::filesystem::create_directories(folder / "alphascope" / "presets");
    auto design = *preset("linear_attn");
    design.id = "my_own";
    std::ofstream(folder / "alphascope/presets/my_own.json") << design_to_json(design);
    std::ofstream(folder / "alphascope/presets/broken.json") << "{";
    const char* before = std::getenv("XDG_DATA_HOME");
    const std::string saved = before ? before : "";
    setenv("XDG_DATA_HOME", folder.c_str(), 1);
    std::vector<Error> problems;
    const auto entries = preset_list(&problems);
    CHECK(entries.back().id == "my_own");
    CHECK(entries.back().user);
    CHECK(problems.size() == 1);
    CHECK(preset("my_own").has_value());
    before ? setenv("XDG_DATA_HOME", saved.c_str(), 1) : unsetenv("XDG_DATA_HOME");
    std::filesystem::remove_all(folder);
}
