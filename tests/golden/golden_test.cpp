// Every golden case, produced by running the authors' code, against both engines.

#include "app/engines.hpp"
#include "core/design/presets.hpp"
#include "core/system/output.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

using namespace alphascope;

namespace {

nlohmann::json manifest() {
    std::ifstream file(test_data("golden/manifest.json"));
    return nlohmann::json::parse(file);
}

struct Differences {
    double o, alpha;
};

Differences run_case(const std::string& file, const std::string& architecture, const std::string& engine) {
    static const auto engines = make_engines();
    const auto design = preset(architecture);
    REQUIRE(design.has_value());
    Scene scene;
    scene.source = TensorSource{test_data("golden/" + file).string()};
    const auto loaded = load_scene(scene);
    if (!loaded)
        FAIL(one_line(loaded.error()));
    const auto realised = realise(*design, *loaded);
    if (!realised)
        FAIL(one_line(realised.error()));
    const Range all{0, (*realised)->length};
    const auto mixed = mix(**realised, engines, engine, all, all, std::size_t{1} << 30);
    if (!mixed)
        FAIL(one_line(mixed.error()));
    REQUIRE(mixed->o.has_value());
    CHECK((*realised)->unused.empty());
    const auto& stored = loaded->tensors->tensors;
    return {relative_difference(*mixed->o, stored.at("o")), relative_difference(mixed->alpha, stored.at("alpha"))};
}

} // namespace

TEST_CASE("the reference engine reproduces every golden case within its tolerance", "[golden]") {
    for (const auto& entry : manifest()) {
        const auto file = entry.at("file").get<std::string>();
        CAPTURE(file);
        const auto off = run_case(file, entry.at("arch"), "reference");
        CHECK(off.o <= entry.at("rtol").get<double>()); // a NaN (wrong shape) fails too
        CHECK(off.alpha <= entry.at("rtol_alpha").get<double>());
    }
}

TEST_CASE("the cpu engine reproduces every golden case within the float32 bound, under each instruction set",
          "[golden]") {
    const std::string variant = GENERATE(from_range(make_cpu_engine()->variants()));
    CAPTURE(variant);
    for (const auto& entry : manifest()) {
        const auto file = entry.at("file").get<std::string>();
        CAPTURE(file);
        const auto& measured = entry.at("float32_run_deviation");
        const double float32_run = measured.is_number() ? measured.get<double>() : 1e-7; // "-" counts as 1e-7
        const double bound = entry.at("variant") == "gates" ? 1e-4 : std::max(20 * float32_run, 2e-6);
        const auto off = run_case(file, entry.at("arch"), "cpu:" + variant);
        CHECK(off.o <= bound);
        CHECK(off.alpha <= bound);
    }
}

TEST_CASE("every preset has a golden case, but for the two that no third-party code was run for", "[golden]") {
    std::set<std::string> covered{"dense_ltv", "titans_linear"};
    for (const auto& entry : manifest())
        covered.insert(entry.at("arch").get<std::string>());
    for (const auto& entry : preset_list()) {
        CAPTURE(entry.id);
        if (!entry.user)
            CHECK(covered.contains(entry.id));
    }
}
