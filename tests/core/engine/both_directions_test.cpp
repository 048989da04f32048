#include "core/analysis/cell_reading.hpp"
#include "core/analysis/pooling.hpp"
#include "core/analysis/row_statistics.hpp"
#include "core/design/design_json.hpp"
#include "core/system/realise.hpp"
#include "tests/core/engine/naive_map.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

using namespace alphascope;
using namespace alphascope::test;

namespace {

constexpr Index length = 23;

// A gated system with different numbers at every token, and with another read on the way back.
Design gated(bool both) {
    const auto design = design_from_json(std::string(R"({"format": "alphascope.design", "version": 1, "id": "gated",
        "signals": {"q": {"axes": ["time", "state"], "role": "query"}, "q2": {"axes": ["time", "state"], "role": "query"},
                    "k": {"axes": ["time", "state"], "role": "key"}, "g": {"axes": ["time", "state"], "role": "log_decay"}},
        "evolution": {"kind": "diagonal", "log": "g"}, "write": "k", "read": "q", "skip": 0.25)") +
                                         (both ? R"(, "direction": {"kind": "both", "read": "q2"}})" : "}"));
    if (!design)
        FAIL(one_line(design.error()));
    return *design;
}

std::shared_ptr<const Realised> realised(const Design& design) {
    Scene scene;
    scene.length = length;
    scene.state = 5;
    return realise(design, *load_scene(scene)).value();
}

// s_ij for j ≥ i, straight from the definition: token j is kicked and then passes tokens j − 1, ..., i.
double backward_score(const Realised& r, Index i, Index j) {
    const auto row = [&](const char* name, Index t) {
        return Eigen::Map<const Vector>(r.signals.at(name).real.data() + t * 5, 5).array();
    };
    Eigen::ArrayXd h = row("k", j);
    for (Index t = j - 1; t >= i; --t)
        h *= row("g", t).exp();
    return (row("q2", i) * h).sum();
}

} // namespace

TEST_CASE("direction both adds the pass over the reversed sequence", "[engine][directions]") {
    const auto both = realised(gated(true));
    const Matrix forward = naive_alpha(**realised(gated(false))->system(0));
    Matrix expected = forward; // the skip is in it once
    for (Index i = 0; i < length; ++i)
        for (Index j = i; j < length; ++j)
            expected(i, j) += backward_score(*both, i, j);
    for (const auto& engine : {make_reference_engine(), make_cpu_engine()}) {
        const auto held = *both->system(0);
        const System& system = *held;
        const double bound = engine->capability().id == "reference" ? 1e-14 : 1e-6;
        const Matrix whole = map_of(*engine, system);
        CHECK(relative_error(whole, expected) < bound);
        const Range rows{3, 20}, cols{6, 22};
        CHECK(map_of(*engine, system, TileKind::alpha, rows, cols) == whole.block(3, 6, 17, 16));

        const auto prepared = engine->prepare(held, {}).value();
        const std::vector<Index> some{0, 4, 5, 17, 22}, others{2, 4, 21};
        std::vector<float> cells(some.size() * others.size());
        const auto scales = prepared->row_scales(some, {}).value();
        REQUIRE(prepared->cells(some, others, TileKind::alpha, &scales, cells, {}).has_value());
        for (std::size_t r = 0; r < some.size(); ++r)
            for (std::size_t c = 0; c < others.size(); ++c)
                CHECK(cells[r * others.size() + c] == Approx(whole(some[r], others[c])).epsilon(1e-5).margin(1e-7));
    }
}

TEST_CASE("a map of both directions is pooled, read and summed over all of its cells", "[engine][directions]") {
    const auto system = *realised(gated(true))->system(0);
    const auto prepared = make_reference_engine()->prepare(system, {}).value();
    const Matrix alpha = map_of(*make_reference_engine(), *system);
    const Range all{0, length};

    const auto exact = map_view(*prepared, all, all, length, length, TileKind::alpha, Pooling::max_abs).value();
    CHECK_FALSE(exact.causal);
    CHECK(std::count(exact.outside.begin(), exact.outside.end(), 1) == 0);
    CHECK(exact.pixels[2] == static_cast<float>(alpha(0, 2)));
    const auto mean = map_view(*prepared, all, all, 1, 1, TileKind::alpha, Pooling::mean).value();
    CHECK(mean.pixels[0] == Approx(alpha.mean()));
    const auto tile = compute_tile(*prepared, all, all, TileKind::alpha).value();
    CHECK(pool(tile, all, all, 1, 1, Pooling::mean).pixels[0] == Approx(alpha.mean()));

    const auto cell = read_cell(*prepared, 2, 9, nullptr, true, {}).value();
    CHECK(cell.alpha == Approx(alpha(2, 9)));
    CHECK(cell.row->sum == Approx(alpha.row(2).sum()));
    CHECK(summarise_rows(*prepared, {2, 3}, {}).value()[0].sum == Approx(alpha.row(2).sum()));
}

TEST_CASE("the kernel of a convolution is a function of the lag in both directions", "[engine][directions]") {
    const auto design = design_from_json(R"({"format": "alphascope.design", "version": 1, "id": "both",
        "signals": {"c": {"axes": ["time"], "role": "weight"}, "k": {"axes": ["time"], "role": "key"}},
        "evolution": {"kind": "convolution", "kernel": "c"}, "write": "k", "read": "1",
        "direction": {"kind": "both", "read": "1"}})");
    const auto r = realised(*design);
    const Matrix alpha = map_of(*make_reference_engine(), **r->system(0));
    const auto& c = r->signals.at("c").real;
    const auto& k = r->signals.at("k").real;
    CHECK(alpha(4, 9) == Approx(c[5] * k[9]));
    CHECK(alpha(9, 4) == Approx(c[5] * k[4]));
    CHECK(alpha(4, 4) == Approx(2 * c[0] * k[4]));
}

TEST_CASE("direction both refuses what would not add", "[design][directions]") {
    auto text = design_to_json(gated(true));
    CHECK(*design_from_json(text) == gated(true));
    text.replace(text.find("\"identity\""), 10, "\"exp\"");
    const auto design = design_from_json(text);
    REQUIRE_FALSE(design.has_value());
    CHECK(design.error().where == "/direction");
    CHECK(design.error().message.find("readout identity and normaliser one") != std::string::npos);
}
