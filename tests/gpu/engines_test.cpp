#include "app/engines.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;

TEST_CASE("the program knows three engines, auto never picks one that is not here", "[gpu]") {
    const EngineRegistry registry = make_engines();
    const auto capabilities = registry.capabilities();
    REQUIRE(capabilities.size() == 3);
    CHECK(capabilities[0].id == "reference");
    CHECK(capabilities[1].id == "cpu");
    CHECK(capabilities[2].id == "cuda");
    for (const Capability& capability : capabilities)
        CHECK_FALSE(capability.detail.empty());

    const auto automatic = registry.pick("auto", System());
    REQUIRE(automatic.has_value());
    CHECK((*automatic)->capability().available);

    if (capabilities[2].available)
        return;
    const auto cuda = registry.pick("cuda", System());
    REQUIRE_FALSE(cuda.has_value());
    CHECK(cuda.error().code == ErrorCode::unavailable);
    CHECK(cuda.error().message.find("CUDA") != std::string::npos);
}
