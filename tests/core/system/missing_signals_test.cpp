// Signals that a file does not give: refused, made up on purpose, or left out as if there were no such term.

#include "core/design/presets.hpp"
#include "core/design/properties.hpp"
#include "core/system/missing_signals.hpp"
#include "core/system/near_names.hpp"
#include "core/system/realise.hpp"
#include "tests/catalogue/catalogue.hpp"
#include "tests/support/catch.hpp"

using namespace alphascope;
using Names = std::vector<std::string>;

namespace {

/// What a design makes up on a small scene, as a file would hold it, without some signals.
TensorSet arrays_of(const Design& design, const Names& without) {
    const auto realised = test::realise_on(design, test::small_scene());
    TensorSet tensors;
    for (const auto& signal : design.signals)
        if (!std::ranges::count(without, signal.name))
            tensors.tensors[signal.name] = test::stored_as(signal.axes, realised->signals.at(signal.name));
    return tensors;
}

LoadedScene opened(TensorSet tensors, std::optional<Names> make_up) {
    LoadedScene scene = test::given(std::move(tensors), test::small_scene());
    std::get<TensorSource>(scene.scene.source).make_up = std::move(make_up);
    return scene;
}

bool says(const Realised& realised, RemarkKind kind, bool warning, const std::string& text) {
    const auto remarks = remarks_of(kind, realised.remarks);
    return std::any_of(remarks.begin(), remarks.end(), [&](const Remark& remark) {
        return remark.warning == warning && remark.text.find(text) != std::string::npos;
    });
}

} // namespace

TEST_CASE("the signals in α are all that anything but the value rests on, through let", "[system][missing]") {
    CHECK(signals_in_alpha(*preset("rwkv7")) == Names{"r", "w_raw", "k", "kappa", "a"});
    CHECK(signals_in_alpha(*preset("softmax_sink")) == Names{"q", "k", "sink"});
    CHECK(signals_in_alpha(*preset("softmax_window")) == Names{"q", "k", "window"});
    CHECK(signals_in_alpha(*preset("fox")) == Names{"q", "k", "g"}); // the shear
    CHECK(signals_in_alpha(*preset("long_conv")) == Names{"kernel", "D"});
    for (const auto& design : test::shipped_presets())
        for (const auto& signal : design.signals) {
            CAPTURE(design.id, signal.name);
            const auto in_alpha = signals_in_alpha(design);
            if (signal.role != Role::value)
                CHECK((std::ranges::count(in_alpha, signal.name) == 1 || design.value.has_value()));
        }
}

TEST_CASE("an opened file that lacks a signal of α is refused, with the names that are near", "[system][missing]") {
    const Design design = *preset("rwkv7");
    auto tensors = arrays_of(design, {"w_raw", "kappa"});
    tensors.tensors["w"] = tensors.tensors["r"];
    tensors.tensors["b"] = tensors.tensors["r"];
    const auto refused = realise(design, opened(tensors, Names{}));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::invalid_data);
    CHECK(refused.error().where == "/signals/w_raw");
    for (const char* part : {"the file gives no w_raw, kappa", "perhaps w for w_raw", "--make-up w_raw,kappa"})
        CHECK(refused.error().message.find(part) != std::string::npos);

    CHECK(signals_not_in(tensors, design) == Names{"w_raw", "kappa"});
    CHECK(realise(design, opened(tensors, Names{"w_raw"})).error().where == "/signals/kappa");
    const auto on_purpose = test::realise_on(design, opened(tensors, Names{"w_raw", "kappa"}));
    CHECK(on_purpose->made_up == Names{"w_raw", "kappa"});
    CHECK(says(*on_purpose, RemarkKind::made_up, true, "made up: w_raw, kappa (not in the file)"));
}

TEST_CASE("a design chosen on a file that is there makes up what is missing, and says so", "[system][missing]") {
    const Design design = *preset("rwkv7");
    LoadedScene scene = opened(arrays_of(design, {"w_raw", "kappa"}), std::nullopt);
    const auto realised = test::realise_on(design, scene);
    CHECK(realised->made_up == Names{"w_raw", "kappa"});
    CHECK(says(*realised, RemarkKind::made_up, true, "made up: w_raw, kappa (not in the file)"));
    CHECK(remarks_of(RemarkKind::older, realised->remarks).empty());

    const Scene saved = with_made_up_listed(scene.scene, *realised);
    CHECK(std::get<TensorSource>(saved.source).make_up == Names{"w_raw", "kappa"});
    CHECK(format_version(saved) == 2);
    const auto again = test::realise_on(design, {saved, scene.tensors, true});
    CHECK(again->signals.at("w_raw").real == realised->signals.at("w_raw").real);
    CHECK(remarks_of(RemarkKind::older, again->remarks).empty());

    scene.of_document = true;
    CHECK(says(*test::realise_on(design, scene), RemarkKind::older, false, "w_raw, kappa"));
}

TEST_CASE("where nothing is made up a saved scene stays as it was", "[system][missing]") {
    const Design design = *preset("gla");
    LoadedScene scene = opened(arrays_of(design, {}), std::nullopt);
    scene.of_document = true;
    const auto realised = test::realise_on(design, scene);
    CHECK(realised->made_up.empty());
    CHECK(remarks_of(RemarkKind::older, realised->remarks).empty());
    CHECK(with_made_up_listed(scene.scene, *realised) == scene.scene);
    const auto generated = test::realise_on(design, test::small_scene());
    CHECK(generated->made_up.empty()); // all of it is made up: there is no file to compare with
    CHECK(with_made_up_listed(test::small_scene(), *generated) == test::small_scene());
}

TEST_CASE("a missing v is a note: α does not rest on it", "[system][missing]") {
    const Design design = *preset("softmax");
    const auto realised = test::realise_on(design, opened(arrays_of(design, {"v"}), Names{}));
    CHECK(realised->made_up.empty());
    CHECK(says(*realised, RemarkKind::made_up, false, "made up: v (not in the file; α does not rest on it)"));
}

TEST_CASE("optional signals that a file leaves out are read as no such term", "[system][missing]") {
    const auto alpha = [](const Design& design, const LoadedScene& scene) {
        const auto realised = test::realise_on(design, scene);
        return test::alpha_of(*make_reference_engine(), realised->system(0).value());
    };
    const Design softmax = *preset("softmax");
    const auto plain = arrays_of(softmax, {});
    const Matrix expected = alpha(softmax, opened(plain, Names{}));
    for (const char* id : {"softmax_sink", "softmax_window"}) {
        CAPTURE(id);
        CHECK(test::off(alpha(*preset(id), opened(plain, Names{})), expected) == 0);
    }
    const auto without_bias = alpha(*preset("sigmoid_attn"), opened(plain, Names{}));
    CHECK(test::off(without_bias, alpha(*preset("sigmoid_attn_nobias"), opened(plain, Names{}))) < 1e-15);

    const Design mamba = *preset("mamba1");
    auto tensors = arrays_of(mamba, {"D", "delta_bias"});
    const auto realised = test::realise_on(mamba, opened(tensors, Names{}));
    CHECK(realised->made_up.empty());
    CHECK(realised->signals.at("D").real[0] == 0);
    CHECK(realised->signals.at("delta_bias").real[0] == 0);
    CHECK(says(*realised, RemarkKind::made_up, false, "read as without these terms: delta_bias = 0, D = 0"));
    CHECK(std::ranges::count(realised->inactive_parameters, "dt_bias_init") == 1);
    CHECK(test::realise_on(mamba, opened(tensors, Names{"D"}))->signals.at("D").real[0] == 1);          // on purpose
    CHECK(test::realise_on(mamba, opened(tensors, std::nullopt))->made_up == Names{"delta_bias", "D"}); // as today
}

TEST_CASE("every optional signal of a preset can be left out, and alters nothing but what it says",
          "[system][missing]") {
    for (const auto& design : test::shipped_presets())
        for (const auto& signal : design.signals)
            if (signal.optional) {
                CAPTURE(design.id, signal.name);
                const auto realised = test::realise_on(design, opened(arrays_of(design, {signal.name}), Names{}));
                CHECK(realised->made_up.empty());
                CHECK_FALSE(says(*realised, RemarkKind::made_up, true, ""));
            }
}

TEST_CASE("a file made for another design is held to the same rules", "[system][missing]") {
    auto tensors = arrays_of(*preset("simple_gla"), {});
    tensors.metadata["architecture"] = "simple_gla";
    const Design gla = *preset("gla");
    CHECK(realise(gla, opened(tensors, Names{})).error().where == "/signals/gk");
    const auto chosen = test::realise_on(gla, opened(tensors, std::nullopt));
    CHECK(says(*chosen, RemarkKind::made_up, true, "made up: gk (not in the file)"));
}

TEST_CASE("names that are near a signal's", "[system][missing]") {
    Signal q{.name = "q"};
    q.role = Role::query;
    CHECK(near_names(q, {"blocks.0.attn.hook_q", "blocks.0.attn.hook_k"}) == Names{"blocks.0.attn.hook_q"});
    CHECK(near_names(q, {"layers.3.attn.q", "q_proj", "query", "x"}) == Names{"layers.3.attn.q", "q_proj", "query"});
    CHECK(near_names(Signal{.name = "w_raw"}, {"w", "x"}) == Names{"w"});
    CHECK(near_names(Signal{.name = "kappa"}, {"kapa", "x"}) == Names{"kapa"});
    CHECK(near_names(Signal{.name = "k"}, {"x", "b"}).empty());
    Names many(42, "a");
    CHECK(list_of(many).ends_with("a and 30 more"));
    CHECK(list_of({"one\nline"}) == "one line");
}
