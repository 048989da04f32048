#include "core/design/presets.hpp"
#include "core/system/bind_arrays.hpp"
#include "core/system/realise.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;

namespace {

Tensor tensor(std::vector<Index> shape, double fill = 0.5) {
    Index count = 1;
    for (const Index size : shape)
        count *= size;
    return {std::move(shape), std::vector<double>(static_cast<std::size_t>(count), fill), {}, "float32"};
}

LoadedScene scene_of(std::map<std::string, Tensor> arrays) {
    Scene scene;
    scene.source = TensorSource{"memory"};
    return {scene, std::make_shared<const TensorSet>(TensorSet{std::move(arrays), {}, {}, {}})};
}

} // namespace

TEST_CASE("an array's dimensions are brought into canonical order", "[system][bind]") {
    // Declared time × head, stored row-major: (t, h) = 10 t + h.
    const Value value = value_from_array({"time", "head"}, {3, 2}, {0, 1, 10, 11, 20, 21});
    CHECK(value.axes == Axes{{"head", 2}, {"time", 3}});
    CHECK(value.real == std::vector<double>{0, 10, 20, 1, 11, 21});
}

TEST_CASE("arrays bind by name, with the liberties the design language allows", "[system][bind]") {
    const Design design = *preset("simple_gla");
    SECTION("a leading batch axis of size 1 is dropped") {
        const auto bound = bind_arrays(design, *scene_of({{"q", tensor({1, 2, 7, 3})},
                                                          {"k", tensor({2, 7, 3})},
                                                          {"v", tensor({2, 7, 4})},
                                                          {"g", tensor({2, 7})}})
                                                    .tensors);
        REQUIRE(bound.has_value());
        CHECK(bound->sizes.at("time") == 7);
        CHECK(bound->sizes.at("value") == 4);
    }
    SECTION("an array without the head axis is shared by all heads") {
        const auto realised = realise(design, scene_of({{"q", tensor({2, 7, 3})},
                                                        {"k", tensor({7, 3})},
                                                        {"v", tensor({2, 7, 4})},
                                                        {"g", tensor({2, 7}, -0.5)}}));
        REQUIRE(realised.has_value());
        CHECK((*realised)->map_count() == 2);
    }
    SECTION("arrays the design does not declare are listed, not refused; o and alpha are kept for comparison") {
        const auto bound = bind_arrays(
            design,
            *scene_of({{"q", tensor({2, 7, 3})}, {"extra", tensor({1})}, {"o", tensor({1})}, {"alpha", tensor({1})}})
                 .tensors);
        REQUIRE(bound.has_value());
        CHECK(bound->unused == std::vector<std::string>{"extra"});
    }
}

TEST_CASE("all mismatches are reported at once, each naming what it contradicts", "[system][bind]") {
    const Design design = *preset("simple_gla");
    const auto bound = bind_arrays(design, *scene_of({{"q", tensor({2, 7, 3})},
                                                      {"k", tensor({2, 8, 3})},
                                                      {"v", tensor({5, 2, 7, 4})},
                                                      {"g", tensor({7, 2, 1, 1, 1})}})
                                                .tensors);
    REQUIRE_FALSE(bound.has_value());
    CHECK(bound.error().code == ErrorCode::invalid_data);
    for (const char* part :
         {"'k' has time = 8, but 'q' has time = 7", "'g' has shape 7 × 2 × 1 × 1 × 1, the design declares head × time"})
        CHECK(bound.error().message.find(part) != std::string::npos);
}

TEST_CASE("a file without any signal of the design is an error that lists both sides", "[system][bind]") {
    const auto bound = bind_arrays(*preset("simple_gla"), *scene_of({{"weights", tensor({3})}}).tensors);
    REQUIRE_FALSE(bound.has_value());
    CHECK(bound.error().message.find("the file has weights; the design takes q, k, v, g") != std::string::npos);
}

TEST_CASE("an empty axis is refused", "[system][bind]") {
    const auto bound = bind_arrays(*preset("softmax"), *scene_of({{"q", tensor({1, 0, 3})}}).tensors);
    REQUIRE_FALSE(bound.has_value());
    CHECK(bound.error().message.find("size 0 along time") != std::string::npos);
}

TEST_CASE("broken promises of given data are warnings, and the data stays as it is", "[system][bind]") {
    const Design design = *preset("delta_rule");
    auto scene = scene_of({{"q", tensor({1, 4, 2})},
                           {"k", tensor({1, 4, 2}, 3.0)},
                           {"v", tensor({1, 4, 2})},
                           {"beta", tensor({1, 4}, 2.5)}});
    const auto realised = realise(design, scene);
    REQUIRE(realised.has_value());
    const auto warnings = remarks_of(RemarkKind::promise, (*realised)->remarks);
    REQUIRE(warnings.size() == 2);
    CHECK(warnings[0].text.find("'k' should have norm 1") != std::string::npos);
    CHECK(warnings[1].text.find("'beta': 4 of 4 values are outside [0, 2]") != std::string::npos);
    CHECK((*realised)->signals.at("beta").real[0] == 2.5);
}

TEST_CASE("a file made for another architecture lends what fits, and says what does not", "[system][bind]") {
    auto loaded = scene_of(
        {{"q", tensor({3, 7, 4})}, {"k", tensor({3, 7, 4})}, {"v", tensor({3, 7, 5})}, {"g", tensor({3, 7}, -0.5)}});
    auto tensors = *loaded.tensors;
    tensors.metadata["architecture"] = "simple_gla";
    loaded.tensors = std::make_shared<const TensorSet>(tensors);

    const auto gla = realise(*preset("gla"), loaded); // q, k and v, but no gate for each channel
    REQUIRE(gla.has_value());
    CHECK((*gla)->given == std::vector<std::string>{"q", "k", "v"});
    CHECK(remarks_of(RemarkKind::promise, (*gla)->remarks).empty());

    const auto s4d = realise(*preset("s4d"), loaded); // v [channel, time] is another thing
    REQUIRE(s4d.has_value());
    CHECK((*s4d)->length == 7); // as many tokens as the file has
    CHECK((*s4d)->given.empty());
    const auto made_up = remarks_of(RemarkKind::made_up, (*s4d)->remarks);
    REQUIRE(made_up.size() >= 2);
    CHECK(made_up[1].text.find("made up: log_dt, log_A_real, A_imag, C_re, C_im, D (not in the file)") == 0);
    CHECK(made_up[0].text.find("the file is one of simple_gla, so 'v' is made up instead") != std::string::npos);

    tensors.metadata["architecture"] = "s4d"; // its own file must fit
    loaded.tensors = std::make_shared<const TensorSet>(tensors);
    CHECK_FALSE(realise(*preset("s4d"), loaded).has_value());
}
