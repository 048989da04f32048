// α and o against what the file itself holds.
#include "core/analysis/stored_map.hpp"
#include "core/design/presets.hpp"
#include "core/system/output.hpp"
#include "core/system/prepare_map.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

#include <cmath>

using namespace alphascope;

namespace {

struct Case {
    std::string file, design;
};
const std::vector<Case> every_layout{{"gated_delta_rule__std.npz", "gated_delta_rule"}, // heads
                                     {"s4d__std.npz", "s4d"},                           // channels
                                     {"s5_zoh__std.npz", "s5_zoh"},                     // pairs
                                     {"delta_product__std.npz", "delta_product"}};      // micro

EngineRegistry reference() {
    EngineRegistry engines;
    engines.add(make_reference_engine());
    return engines;
}

LoadedScene loaded(const std::string& file) {
    Scene scene;
    scene.source = TensorSource{test_data("golden/" + file).string()};
    return load_scene(scene).value();
}

LoadedScene changed(LoadedScene scene, const std::function<void(TensorSet&)>& change) {
    TensorSet tensors = *scene.tensors;
    change(tensors);
    scene.tensors = std::make_shared<const TensorSet>(std::move(tensors));
    return scene;
}

StoredComparison compared(const Design& design, const LoadedScene& scene, Index map = 0, double affordable = 1e9) {
    const auto realised = realise(design, scene);
    if (!realised)
        FAIL(one_line(realised.error()));
    const auto engines = reference();
    const auto choice = prepare_map(**realised, map, engines, "reference", {});
    REQUIRE(choice.has_value());
    const auto result =
        compare_with_stored(**realised, map, *choice->prepared, nullptr, engines, "reference", {}, affordable);
    REQUIRE(result.has_value());
    return *result;
}

Tensor exchanged(const Tensor& o) { // [a, b, c] → [b, a, c]
    const Index a = o.shape[0], b = o.shape[1], c = o.shape.size() > 2 ? o.shape[2] : 1;
    Tensor result = o;
    std::swap(result.shape[0], result.shape[1]);
    for (Index i = 0; i < a; ++i)
        for (Index j = 0; j < b; ++j)
            for (Index k = 0; k < c; ++k)
                result.data[static_cast<std::size_t>((j * a + i) * c + k)] =
                    o.data[static_cast<std::size_t>((i * b + j) * c + k)];
    return result;
}

} // namespace

TEST_CASE("one map is compared with a stored alpha and o in every layout", "[system][stored]") {
    for (const auto& [file, id] : every_layout) {
        CAPTURE(file);
        const Design design = preset(id).value();
        const LoadedScene scene = loaded(file);
        const auto realised = realise(design, scene).value();
        for (const Index map : {Index{0}, realised->map_count() - 1}) {
            const StoredComparison whole = compared(design, scene, map);
            REQUIRE(whole.alpha.has_value());
            REQUIRE(whole.output.has_value());
            CHECK(whole.alpha->off.value() < 1e-6);
            CHECK(whole.output->off.value() < 1e-6);
            CHECK(whole.reproduced());
            CHECK(whole.part.empty());
        }
        const StoredComparison some = compared(design, scene, 0, 3.0 * static_cast<double>(realised->length));
        CHECK(some.reproduced());
        CHECK(some.part.find("rows ") == 0); // the last ones
    }
}

TEST_CASE("what the file holds is found wrong when it is wrong", "[system][stored]") {
    for (const auto& [file, id] : every_layout) {
        CAPTURE(file);
        const Design design = preset(id).value();
        const auto scene = changed(loaded(file), [](TensorSet& tensors) {
            for (double& x : tensors.tensors.at("o").data)
                x *= 1.01;
        });
        const StoredComparison off = compared(design, scene);
        CHECK(off.output->off.value() == Approx(0.01 / 1.01).epsilon(1e-3));
        CHECK_FALSE(off.reproduced());
        const auto remarks = remarks_on(off);
        REQUIRE(remarks.size() == 2);
        CHECK(remarks[0].kind == RemarkKind::stored);
        CHECK(remarks[0].warning);
        CHECK(remarks[0].text.find("differs from the stored o by 9.9e-03") == 0);
        CHECK_FALSE(remarks[1].warning);
        CHECK(remarks[1].text.find("stored alpha reproduced to ") == 0);
    }
}

TEST_CASE("numbers of 16 bits are compared at 2e-2", "[system][stored]") {
    const Design design = preset("gated_delta_rule").value();
    const auto scene = changed(loaded("gated_delta_rule__std.npz"), [](TensorSet& tensors) {
        for (double& x : tensors.tensors.at("o").data)
            x *= 1.01;
        tensors.tensors.at("q").dtype = "bfloat16";
    });
    CHECK(compared(design, scene).reproduced());
}

TEST_CASE("o stands with head and time in either order, and behind a batch", "[system][stored]") {
    for (const char* id : {"gated_delta_rule", "s4d"}) {
        CAPTURE(id);
        const Design design = preset(id).value();
        const LoadedScene scene = loaded(std::string(id) + "__std.npz");
        CHECK(compared(design, changed(scene,
                                       [](TensorSet& tensors) {
                                           Tensor& o = tensors.tensors.at("o");
                                           o = exchanged(o);
                                       }))
                  .reproduced());
        CHECK(compared(design, changed(scene,
                                       [](TensorSet& tensors) {
                                           for (const char* name : {"o", "alpha"}) {
                                               Tensor& array = tensors.tensors.at(name);
                                               array.shape.insert(array.shape.begin(), 1);
                                           }
                                       }))
                  .reproduced());
        CHECK(compared(design, changed(scene,
                                       [](TensorSet& tensors) { // [L, H · D]: heads side by side
                                           Tensor& o = tensors.tensors.at("o");
                                           o = exchanged(o);
                                           if (o.shape.size() == 3)
                                               o.shape = {o.shape[0], o.shape[1] * o.shape[2]};
                                       }))
                  .reproduced());
    }
}

TEST_CASE("a stored o of another shape is named with both shapes", "[system][stored]") {
    const Design design = preset("gated_delta_rule").value();
    const auto scene = changed(loaded("gated_delta_rule__std.npz"), [](TensorSet& tensors) {
        tensors.tensors.erase("alpha");
        tensors.tensors.at("o") = {{2, 5}, std::vector<double>(10, 1.0), {}, "float32"};
    });
    const StoredComparison off = compared(design, scene);
    CHECK_FALSE(off.alpha.has_value());
    CHECK_FALSE(off.reproduced());
    CHECK_FALSE(off.output->off.has_value());
    CHECK(off.output->problem.find("'o' of the file is [2, 5], this design gives [") == 0);
}

TEST_CASE("a file's o is the design's own by its metadata, or by what the user chose", "[system][stored]") {
    const Design softmax = preset("softmax").value(), gla = preset("gla").value();
    TensorSet tensors;
    CHECK(stored_of(softmax, nullptr, DesignChoice::named_for_file) == StoredOf::nothing);
    CHECK(stored_of(softmax, &tensors, DesignChoice::named_for_file) == StoredOf::nothing);
    tensors.tensors["o"] = {{1}, {0.0}, {}, "float32"};
    CHECK(stored_of(softmax, &tensors, DesignChoice::named_for_file) == StoredOf::this_design);
    CHECK(stored_of(softmax, &tensors, DesignChoice::came_with_file) == StoredOf::this_design);
    CHECK(stored_of(softmax, &tensors, DesignChoice::none) == StoredOf::another);
    CHECK(remark_on_another(softmax, tensors).text == "o of the file belongs to another design");

    tensors.metadata["architecture"] = "gla";
    CHECK(stored_of(gla, &tensors, DesignChoice::none) == StoredOf::this_design);
    CHECK(stored_of(softmax, &tensors, DesignChoice::named_for_file) == StoredOf::another);
    CHECK(remark_on_another(softmax, tensors).text == "o of the file belongs to another design: 'gla'");
    Design edited = gla;
    edited.readout.id = "exp";
    CHECK(stored_of(edited, &tensors, DesignChoice::none) == StoredOf::another);
    CHECK(stored_of(edited, &tensors, DesignChoice::named_for_file) == StoredOf::this_design);
    CHECK(remark_on_another(edited, tensors).text ==
          "o of the file belongs to another design: 'gla' before it was edited");
}

TEST_CASE("a stored NaN where the result is a number is not reproduced", "[system][stored]") {
    const Design design = preset("softmax").value();
    const auto scene = changed(loaded("softmax__std.npz"), [](TensorSet& tensors) {
        for (double& x : tensors.tensors.at("o").data)
            x = std::nan("");
    });
    CHECK_FALSE(compared(design, scene).reproduced());
}

TEST_CASE("a row that the data leave without a key is left out of the comparison", "[system][stored]") {
    const Design design = preset("softmax").value();
    auto scene = loaded("softmax__std.npz");
    const auto realised = realise(design, scene).value();
    const Range all{0, realised->length};
    StoredCheck check(*realised, all, all);
    const auto choice = prepare_map(*realised, 0, reference(), "reference", {}).value();
    Matrix alpha(all.size(), all.size());
    const auto statistics = choice.prepared->row_statistics(all, {}).value();
    REQUIRE(choice.prepared
                ->tile(all, all, TileKind::alpha, &statistics,
                       std::span<double>(alpha.data(), static_cast<std::size_t>(alpha.size())), {})
                .has_value());
    alpha.row(3).head(4).setConstant(std::nan(""));
    check.add(0, alpha);
    CHECK(check.result().reproduced());
    alpha(5, 1) = std::nan(""); // one cell alone is no such row
    StoredCheck broken(*realised, all, all);
    broken.add(0, alpha);
    CHECK_FALSE(broken.result().reproduced());
    CHECK(std::isinf(broken.result().alpha->off.value()));
}
