#pragma once
// A golden case run by one of our engines.

#include "core/design/presets.hpp"
#include "core/system/output.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <optional>

namespace alphascope::golden {

inline nlohmann::json manifest() {
    std::ifstream file(test_data("golden/manifest.json"));
    return nlohmann::json::parse(file);
}

struct Differences {
    double o, alpha;
};

/// The bound of engines in single precision (SPEC section 7) for an entry of the manifest.
inline double single_bound(const nlohmann::json& entry) {
    const auto& measured = entry.at("float32_run_deviation");
    const double float32_run = measured.is_number() ? measured.get<double>() : 1e-7; // "-" counts as 1e-7
    return entry.at("variant") == "gates" ? 1e-4 : std::max(20 * float32_run, 2e-6);
}

/// Nothing when the engine does not know the system; any other failure ends the test.
inline std::optional<Differences> run_case(const std::string& file, const std::string& architecture,
                                           const EngineRegistry& engines, const std::string& engine) {
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
    if (!mixed && mixed.error().code == ErrorCode::unavailable)
        return std::nullopt;
    if (!mixed)
        FAIL(one_line(mixed.error()));
    REQUIRE(mixed->o.has_value());
    CHECK(remarks_of(RemarkKind::unused, (*realised)->remarks).empty());
    const auto& stored = loaded->tensors->tensors;
    return Differences{relative_difference(*mixed->o, stored.at("o")),
                       relative_difference(mixed->alpha, stored.at("alpha"))};
}

/// Every case that the engine knows, against the float32 bound. @return how many those are
inline int check_every_case(const EngineRegistry& engines, const std::string& engine) {
    int known = 0;
    for (const auto& entry : manifest()) {
        const auto file = entry.at("file").get<std::string>();
        CAPTURE(file);
        const auto off = run_case(file, entry.at("arch"), engines, engine);
        if (!off)
            continue;
        ++known;
        CHECK(off->o <= single_bound(entry)); // a NaN (wrong shape) fails too
        CHECK(off->alpha <= single_bound(entry));
    }
    return known;
}

} // namespace alphascope::golden
