// Random edits of the presets: what the checks accept is computed, and whatever is refused says where.
#include "core/base/resources.hpp"
#include "tests/fuzz/design_mutation.hpp"
#include "tests/fuzz/design_trial.hpp"
#include "tests/support/catch.hpp"

TEST_CASE("randomly edited designs are computed, or refused with the place", "[fuzz]") {
    std::vector<std::string> seeds;
    for (const auto path : alphascope::resources_in("presets"))
        seeds.emplace_back(*alphascope::resource(path));
    REQUIRE(seeds.size() > 80);
    Dice dice("designs");
    int accepted = 0;
    constexpr int times = 400;
    for (int k = 0; k < times; ++k) {
        const std::string text = mutated_design(seeds, dice);
        const DesignTrial trial = try_design(text);
        if (!trial.fault.empty())
            FAIL("edit " << k << ": " << trial.fault << "\n" << text);
        accepted += trial.accepted;
    }
    CHECK(accepted > times / 10); // edits that nothing survives would only test the first check
    CHECK(accepted < times);
}
