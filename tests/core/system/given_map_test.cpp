// α that a file gives by itself.
#include "core/analysis/cell_reading.hpp"
#include "core/analysis/impulse.hpp"
#include "core/analysis/pooling.hpp"
#include "core/analysis/report.hpp"
#include "core/analysis/stability.hpp"
#include "core/design/presets.hpp"
#include "core/system/given_map.hpp"
#include "core/system/output.hpp"
#include "core/system/prepare_map.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

using namespace alphascope;

namespace {

/// Cell (i, j) of map m is 100 m + 10 i + j + 1, all of the square or its lower triangle.
Tensor maps_of(std::vector<Index> shape, bool causal) {
    Tensor tensor{std::move(shape), {}, {}, "float32"};
    const Index length = tensor.shape.back();
    Index count = 1;
    for (const Index extent : tensor.shape)
        count *= extent;
    for (Index k = 0; k < count; ++k) {
        const Index i = k / length % length, j = k % length, m = k / length / length;
        tensor.data.push_back(causal && j > i ? 0 : static_cast<double>(100 * m + 10 * i + j + 1));
    }
    return tensor;
}

LoadedScene scene_of(std::map<std::string, Tensor> tensors, std::optional<Index> entry = {}) {
    LoadedScene loaded;
    auto set = std::make_shared<TensorSet>();
    set->tensors = std::move(tensors);
    loaded.tensors = set;
    TensorSource source{"somewhere.npz", {}, {}, {}, {}};
    source.entry = entry;
    loaded.scene.source = source;
    return loaded;
}

LoadedScene given(std::map<std::string, Tensor> tensors, std::optional<Index> entry = {}) {
    return as_given_map(scene_of(std::move(tensors), entry), preset("softmax").value());
}

EngineRegistry engines() {
    EngineRegistry registry;
    registry.add(make_reference_engine());
    registry.add(make_cpu_engine());
    return registry;
}

std::shared_ptr<const Prepared> prepared(const Realised& realised, Index map) {
    return prepare_map(realised, map, engines(), "auto", {}).value().prepared;
}

} // namespace

TEST_CASE("alpha or attentions without the design's signals is a map by itself", "[system][given]") {
    const Design softmax = preset("softmax").value();
    const auto names = [&](const std::vector<std::string>& arrays) {
        TensorSet set;
        for (const auto& name : arrays)
            set.tensors[name] = maps_of({2, 3, 3}, true);
        return given_map_array(set, softmax);
    };
    CHECK(names({"alpha"}) == "alpha");
    CHECK(names({"attentions"}) == "attentions");
    CHECK(names({"alpha", "o", "v"}) == "alpha"); // v alone makes no α
    CHECK_FALSE(names({"alpha", "q"}).has_value());
    CHECK_FALSE(names({"alpha", "k_re"}).has_value());
    CHECK_FALSE(names({"weights"}).has_value());
    CHECK_FALSE(names({"alpha", "dt_raw"}).has_value()); // of another design
}

TEST_CASE("a given map has maps, lengths and numbers of the file", "[system][given]") {
    Tensor labels = maps_of({5, 5}, true);
    labels.dtype = "int64";
    const auto scene = given({{"attentions", maps_of({1, 2, 5, 5}, true)}, {"labels", labels}});
    REQUIRE(std::holds_alternative<GivenMapSource>(scene.scene.source));
    const auto realised = realise(preset("softmax").value(), scene).value();
    CHECK(realised->length == 5);
    CHECK(realised->map_count() == 2);
    CHECK(realised->map_label(1) == "head 1");
    const auto map = prepared(*realised, 1);
    CHECK(map->engine_id() == "given");
    CHECK(is_given(*map));
    CHECK(map->system().is_causal());
    const auto tile = compute_tile(*map, {0, 5}, {0, 5}, TileKind::alpha).value();
    CHECK(tile.at(3, 2) == 133);
    CHECK(tile.at(2, 3) == 0);
    const auto reading = read_cell(*map, 4, 1, nullptr, true).value();
    CHECK(reading.alpha == 142);
    CHECK_FALSE(reading.score.has_value());
    CHECK(reading.row->sum == 141 + 142 + 143 + 144 + 145);

    std::vector<std::string> said;
    for (const auto& remark : realised->remarks)
        said.push_back(remark.text);
    CHECK(said ==
          std::vector<std::string>{"the design 'softmax' is ignored: α is 'attentions' of the file as it stands",
                                   "in the file but not used: labels"});
}

TEST_CASE("what lies above the diagonal of a given map is kept", "[system][given]") {
    const auto realised = realise(preset("gla").value(), given({{"alpha", maps_of({4, 4}, false)}})).value();
    CHECK(realised->map_count() == 1);
    const auto map = prepared(*realised, 0);
    CHECK_FALSE(map->system().is_causal());
    CHECK(compute_tile(*map, {0, 4}, {0, 4}, TileKind::alpha).value().at(0, 3) == 4);
    const auto view = map_view(*map, {0, 4}, {0, 4}, 4, 4, TileKind::alpha, Pooling::max_abs).value();
    CHECK(view.pixels[3] == 4);
    CHECK(view.outside[3] == 0);
    CHECK(read_cell(*map, 0, 3, nullptr, true).value().row->sum == 1 + 2 + 3 + 4);
    const auto mixed = mix(*realised, engines(), "auto", {0, 4}, {0, 4}, std::size_t{1} << 20).value();
    CHECK(mixed.alpha.shape == std::vector<Index>{4, 4});
    CHECK(mixed.alpha.float64[3] == 4);
    CHECK_FALSE(mixed.o.has_value());
    CHECK(mixed.engine == "given");
}

TEST_CASE("layers and batches are entries, and which one is shown is said", "[system][given]") {
    const auto tensors = std::map<std::string, Tensor>{{"attentions", maps_of({3, 2, 2, 4, 4}, true)}};
    const auto unsaid = realise(preset("softmax").value(), given(tensors));
    REQUIRE_FALSE(unsaid.has_value());
    CHECK(unsaid.error().message == "'attentions' is [3, 2, 2, 4, 4], 6 entries before the heads: choose one of them, "
                                    "--entry 0 to --entry 5");
    const auto scene = given(tensors);
    CHECK(entries_of(scene.scene.source, scene.tensors.get(), preset("softmax").value()) == 6);
    const auto first = realise(preset("softmax").value(), given(tensors, 0)).value();
    CHECK(first->map_count() == 2);
    const auto last = realise(preset("softmax").value(), given(tensors, 5)).value();
    CHECK(remarks_of(RemarkKind::guessed, last->remarks).empty());
    CHECK(compute_tile(*prepared(*last, 1), {0, 4}, {0, 4}, TileKind::alpha).value().at(2, 1) == 1122);
    const auto none = realise(preset("softmax").value(), given(tensors, 6));
    REQUIRE_FALSE(none.has_value());
    CHECK(none.error().message == "'attentions' has 6 entries, counted from 0; there is no entry 6");
}

TEST_CASE("an array that is no map is refused with its shape", "[system][given]") {
    const auto message = [](Tensor tensor) {
        const auto made = realise(preset("softmax").value(), given({{"alpha", std::move(tensor)}}));
        REQUIRE_FALSE(made.has_value());
        CHECK(made.error().code == ErrorCode::invalid_data);
        return made.error().message;
    };
    CHECK(message({{2, 3, 4}, std::vector<double>(24), {}, "float32"}) ==
          "'alpha' is [2, 3, 4]: the last two dimensions, rows i and columns j, must be of one length");
    CHECK(message({{4}, std::vector<double>(4), {}, "float32"}).find("at least two dimensions") != std::string::npos);
    CHECK(message({{0, 0}, {}, {}, "float32"}).find("it is empty") != std::string::npos);
    CHECK(message({{1, 1}, {1}, {2}, "complex64"}).find("real numbers") != std::string::npos);
    LoadedScene elsewhere = scene_of({{"beta", maps_of({2, 2}, true)}});
    elsewhere.scene.source = GivenMapSource{{"somewhere.npz", {}, {}, {}, {}}, "alpha"};
    const auto made = realise(preset("softmax").value(), elsewhere);
    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().message == "there is no array 'alpha' in the file; it has beta");
}

TEST_CASE("every view that needs the system says what it would need", "[system][given]") {
    const auto realised = realise(preset("softmax").value(), given({{"alpha", maps_of({6, 6}, true)}})).value();
    const auto map = prepared(*realised, 0);
    const std::string need = "needs A, b and q; the file gives α alone";
    CHECK(one_line(impulse_response(*map, 0, false).error()) == "impulse response: " + need);
    CHECK(one_line(stability(*map).error()) == "stability: " + need);
    CHECK(one_line(compute_tile(*map, {0, 1}, {0, 1}, TileKind::scores).error()) == "scores: " + need);
    const auto report = analysis_report(*map, {.design = "softmax", .remarks = realised->remarks});
    REQUIRE(report.has_value());
    for (const char* key : {"system", "properties", "scores", "impulse", "spectrum", "stability"})
        CHECK(report->json.find(std::string("\"") + key + "\": null") != std::string::npos);
    CHECK(report->json.find("\"entropy\"") != std::string::npos);
    CHECK(report->json.find("is ignored: ") != std::string::npos);
}

TEST_CASE("a given map with cells that are no numbers is refused, or kept with a warning", "[system][given]") {
    Tensor alpha = maps_of({4, 4}, true);
    for (int j = 0; j < 4; ++j)
        alpha.data[static_cast<std::size_t>(j)] = std::nan("");
    const auto realised = realise(preset("softmax").value(), given({{"alpha", alpha}})).value();
    CHECK(prepared(*realised, 0)->system().is_causal());
    const auto with = [&](NotFiniteRule rule) {
        return mix(*realised, engines(), "auto", {0, 4}, {0, 4}, std::size_t{1} << 20, {}, rule);
    };
    CHECK(with(NotFiniteRule::refuse).error().code == ErrorCode::numerical);
    const auto mixed = with(NotFiniteRule::keep);
    REQUIRE(mixed.has_value());
    REQUIRE(mixed->remarks.size() == 1);
    CHECK(mixed->remarks[0].kind == RemarkKind::not_finite);
    CHECK(mixed->remarks[0].warning);
}

TEST_CASE("a given map is a source that documents keep", "[scene][given]") {
    Scene scene;
    scene.source = GivenMapSource{{"maps.npz", {}, 3, {}, FileIdentity{10, "abc"}}, "attentions"};
    const std::string text = scene_to_json(scene);
    CHECK(text.find("\"version\": 2") != std::string::npos);
    CHECK(text.find("\"kind\": \"given_map\"") != std::string::npos);
    CHECK(scene_from_json(text).value() == scene);
    CHECK(std::get<GivenMapSource>(scene_from_json(R"({"format": "alphascope.scene", "version": 2,
                                  "source": {"kind": "given_map", "path": "a.npz"}})")
                                       .value()
                                       .source)
              .array == "alpha");
}

TEST_CASE("v beside a given map is mixed by it, in either order of heads and tokens", "[system][given]") {
    constexpr Index entries = 2, heads = 3, length = 4, width = 2, entry = 1;
    const Tensor alpha = maps_of({entries, heads, length, length}, true);
    const auto value = [&](Index h, Index j, Index c) { return std::sin(static_cast<double>(1 + h + 5 * j + 9 * c)); };
    for (const bool time_first : {false, true}) {
        CAPTURE(time_first);
        Tensor v{{entries, heads, length, width}, std::vector<double>(entries * heads * length * width), {}, "float64"};
        if (time_first)
            std::swap(v.shape[1], v.shape[2]);
        for (Index h = 0; h < heads; ++h)
            for (Index j = 0; j < length; ++j)
                for (Index c = 0; c < width; ++c) {
                    const Index row = time_first ? j * heads + h : h * length + j;
                    v.data[static_cast<std::size_t>((entry * heads * length + row) * width + c)] = value(h, j, c);
                }
        const auto realised = realise(preset("softmax").value(), given({{"alpha", alpha}, {"v", v}}, entry)).value();
        const Range all{0, length};
        const auto mixed = mix(*realised, engines(), "auto", all, all, std::size_t{1} << 20).value();
        REQUIRE(mixed.o.has_value());
        CHECK(mixed.o->shape == std::vector<Index>{heads, length, width});
        for (Index h = 0; h < heads; ++h)
            for (Index i = 0; i < length; ++i)
                for (Index c = 0; c < width; ++c) {
                    double sum = 0;
                    for (Index j = 0; j <= i; ++j)
                        sum += static_cast<double>(100 * (entry * heads + h) + 10 * i + j + 1) * value(h, j, c);
                    CHECK(mixed.o->float64[static_cast<std::size_t>((h * length + i) * width + c)] == Approx(sum));
                }
    }
    const auto other = realise(preset("softmax").value(),
                               given({{"alpha", alpha}, {"v", maps_of({entries, heads, 5, 5}, true)}}, entry));
    REQUIRE(other.has_value());
    CHECK_FALSE(mix(**other, engines(), "auto", {0, 4}, {0, 4}, std::size_t{1} << 20).value().o.has_value());
    CHECK(remarks_of(RemarkKind::unused, (*other)->remarks).back().names == std::vector<std::string>{"v"});
}

TEST_CASE("a square array under another name is told how it would be a map", "[system][given]") {
    const auto refused = realise(preset("softmax").value(), given({{"attn_weights", maps_of({2, 4, 4}, true)}}));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message.ends_with("; if attn_weights is a map of its own, save it alone as 'alpha'"));
}

TEST_CASE("maps are called as what they come from", "[system][given]") {
    const Design softmax = preset("softmax").value();
    const auto scene = given({{"alpha", maps_of({4, 4}, true)}});
    CHECK(title_of(softmax, scene.scene) == "alpha of somewhere.npz");
    CHECK(title_of(softmax, Scene{}) == softmax.name);
}
