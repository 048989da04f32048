#include "gpu/cuda_engine.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;

TEST_CASE("the CUDA engine is in the list but never claims what it cannot do", "[gpu]") {
    const auto engine = make_cuda_engine();
    const Capability capability = engine->capability();
    CHECK(capability.id == "cuda");
    INFO(capability.detail);
    const auto says = [&](std::string_view part) { return capability.detail.find(part) != std::string::npos; };
    if (capability.available)
        CHECK(says("float32 on "));
    else
        CHECK((says("built without CUDA kernels") || says("no CUDA device found (")));
}

TEST_CASE("a system is refused by the CUDA engine as unavailable, with the reason", "[gpu]") {
    const auto engine = make_cuda_engine();
    if (engine->capability().available)
        return; // device_tests are about it
    const auto system = std::make_shared<const System>();
    CHECK_FALSE(engine->supports(*system));
    const auto prepared = engine->prepare(system, {});
    REQUIRE_FALSE(prepared.has_value());
    CHECK(prepared.error().code == ErrorCode::unavailable);
    CHECK(prepared.error().message.find(engine->capability().detail) == 0);
    CHECK(exit_status(prepared.error().code) == 4);
}
