// The layers of trained models that come with the program reproduce their own stored outputs.

#include "app/engines.hpp"
#include "core/base/resources.hpp"
#include "core/design/presets.hpp"
#include "core/system/output.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;

TEST_CASE("every sample in the program reproduces its stored o and alpha", "[golden][samples]") {
    const auto engines = make_engines();
    const auto samples = resources_in("samples");
    REQUIRE(samples.size() >= 3);
    for (const auto path : samples) {
        const std::string file(path.substr(path.find('/') + 1)), name = file.substr(0, file.rfind('.'));
        CAPTURE(name);
        Scene scene;
        scene.source = TensorSource{"sample:" + name};
        const auto loaded = load_scene(scene);
        REQUIRE(loaded.has_value());
        const auto design = preset(architecture_of(*loaded->tensors));
        REQUIRE(design.has_value());
        const auto realised = realise(*design, *loaded);
        REQUIRE(realised.has_value());
        CHECK(static_cast<Index>((*realised)->labels.size()) == (*realised)->length);
        const Range all{0, (*realised)->length};
        for (const char* engine : {"reference", "cpu"}) {
            const auto mixed = mix(**realised, engines, engine, all, all, std::size_t{1} << 30);
            REQUIRE(mixed.has_value());
            // The models ran in float32; the sample notes give 9.4e-6 as the largest deviation from float64.
            CHECK(relative_difference(*mixed->o, loaded->tensors->tensors.at("o")) <= 1e-5);
            CHECK(relative_difference(mixed->alpha, loaded->tensors->tensors.at("alpha")) <= 1e-5);
        }
    }
}
