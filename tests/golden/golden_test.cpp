// Every golden case, produced by running the authors' code, against all engines.

#include "app/engines.hpp"
#include "gpu/cuda_engine.hpp"
#include "gpu/host_device.hpp"
#include "tests/golden/golden_case.hpp"

using namespace alphascope;
using namespace alphascope::golden;

TEST_CASE("the reference engine reproduces every golden case within its tolerance", "[golden]") {
    const auto engines = make_engines();
    for (const auto& entry : manifest()) {
        const auto file = entry.at("file").get<std::string>();
        CAPTURE(file);
        const auto off = run_case(file, entry.at("arch"), engines, "reference");
        REQUIRE(off.has_value());
        CHECK(off->o <= entry.at("rtol").get<double>()); // a NaN (wrong shape) fails too
        CHECK(off->alpha <= entry.at("rtol_alpha").get<double>());
    }
}

TEST_CASE("the cpu engine reproduces every golden case within the float32 bound, under each instruction set",
          "[golden]") {
    const std::string variant = GENERATE(from_range(make_cpu_engine()->variants()));
    CAPTURE(variant);
    CHECK(check_every_case(make_engines(), "cpu:" + variant) == static_cast<int>(manifest().size()));
}

TEST_CASE("the cuda engine's kernels, as loops on the host, reproduce the golden cases they know", "[golden]") {
    EngineRegistry engines;
    engines.add(make_cuda_engine(gpu::make_host_device(gpu::ThreadOrder::forward)));
    CHECK(check_every_case(engines, "cuda") >= 120);
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
