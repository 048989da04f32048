// Again and again on one scene: the same as afresh, but only what a change reaches is made anew.
#include "core/base/thread_pool.hpp"
#include "core/design/presets.hpp"
#include "core/engine/engine.hpp"
#include "core/system/bind.hpp"
#include "core/system/prepare_map.hpp"
#include "core/system/realiser.hpp"
#include "tests/support/catch.hpp"

#include <random>

using namespace alphascope;

namespace {

Scene scene_of(Index length, Index heads = 2, Index state = 4) {
    Scene scene;
    scene.length = length;
    scene.heads = heads;
    scene.state = state;
    return scene;
}

Expression expression(const std::string& text) {
    return parse_expression(text).value();
}

/// A gated delta rule whose read, gate, φ and η a parameter each moves.
Design changeable() {
    Design design = preset("gated_delta_rule").value();
    for (const char* name : {"by_phi", "by_eta", "by_q", "by_gate"})
        design.parameters.push_back({.name = name, .value = 0.1, .minimum = 0, .maximum = 1, .help = {}});
    design.readout = {.id = "shrink", .values = {{"threshold", expression("by_phi")}}, .formula = {}};
    design.normaliser = {.id = "abs_sum", .values = {{"epsilon", expression("by_eta")}}, .formula = {}};
    design.read = expression("q * (1 + by_q)");
    design.let.push_back({"moved", expression("g - by_gate")});
    std::get<HouseholderEvolution>(design.evolution.kind).log_gate = expression("moved");
    return design;
}

std::vector<float> alpha_of(const Prepared& prepared) {
    const Range all{0, prepared.system().length()};
    std::vector<float> alpha(static_cast<std::size_t>(all.size() * all.size()));
    const auto statistics = prepared.row_statistics(all, {});
    REQUIRE(statistics.has_value());
    REQUIRE(prepared.tile(all, all, TileKind::alpha, &*statistics, std::span<float>(alpha), {}).has_value());
    return alpha;
}

EngineRegistry engines() {
    EngineRegistry registry;
    registry.add(make_reference_engine());
    registry.add(make_cpu_engine());
    return registry;
}

void check_same(const Realised& a, const Realised& b) {
    for (const auto values : {&Realised::signals, &Realised::let}) {
        REQUIRE((a.*values).size() == (b.*values).size());
        for (const auto& [name, value] : a.*values) {
            INFO(name);
            CHECK(value.axes == (b.*values).at(name).axes);
            CHECK((value.real == (b.*values).at(name).real && value.imaginary == (b.*values).at(name).imaginary));
        }
    }
    REQUIRE(a.map_axes == b.map_axes);
    for (Index map = 0; map < a.map_count(); ++map) {
        const auto x = a.system(map).value(), y = b.system(map).value();
        CHECK((x->b == y->b && x->q == y->q));
    }
    CHECK(a.labels == b.labels);
    CHECK(a.remarks == b.remarks);
    CHECK(a.inactive_parameters == b.inactive_parameters);
}

} // namespace

TEST_CASE("any sequence of changes gives what a fresh start gives", "[system]") {
    std::mt19937 random(GENERATE(1u, 2u, 3u));
    const auto below = [&](std::size_t count) { return static_cast<std::size_t>(random() % count); };
    const std::vector<std::string> ids{"gated_delta_rule",
                                       "gla",
                                       "mamba2",
                                       "softmax_alibi",
                                       "delta_product",
                                       "s4d",
                                       "rwkv6",
                                       "hgrn2",
                                       "fox",
                                       "gsa",
                                       "mesanet",
                                       "log_linear",
                                       "softmax_rope",
                                       "s5_bidir"};
    const std::vector<Source> sources{GaussianSource{}, AssociativeRecallSource{}, TextSource{"tokens"}};
    const EngineRegistry registry = engines();
    Realiser realiser;
    ReadyMap ready;
    Design design = changeable();
    LoadedScene scene{scene_of(12), nullptr};
    for (int step = 0; step < 40; ++step) {
        switch (below(6)) {
        case 0:
            if (const auto other = preset(ids[below(ids.size())]))
                design = *other;
            break;
        case 1: scene.scene.seed = below(2); break;
        case 2: scene.scene.length = 12 + static_cast<Index>(below(2)); break;
        case 3: scene.scene.source = sources[below(sources.size())]; break;
        default: // a slider moves, mostly
            if (!design.parameters.empty()) {
                auto& parameter = design.parameters[below(design.parameters.size())];
                parameter.value =
                    parameter.minimum + (parameter.maximum - parameter.minimum) * static_cast<double>(below(5)) / 4;
            }
        }
        INFO(design.id << ", step " << step);
        const auto again = realiser.realise(design, scene), fresh = realise(design, scene);
        REQUIRE(again.has_value() == fresh.has_value());
        if (!again) {
            CHECK(one_line(again.error()) == one_line(fresh.error()));
            continue;
        }
        check_same(**again, **fresh);
        const auto shared = prepare_map(*again, 0, registry, "auto", {}, ready);
        const auto alone = prepare_map(**fresh, 0, registry, "auto", {});
        REQUIRE(shared.has_value());
        REQUIRE(alone.has_value());
        CHECK(alpha_of(*shared->choice.prepared) == alpha_of(*alone->prepared));
        ready = *shared;
    }
}

TEST_CASE("a slider evaluates the expressions that depend on it, and no other", "[system]") {
    Realiser realiser;
    const LoadedScene scene{scene_of(20), nullptr};
    Design design = changeable();
    auto last = realiser.realise(design, scene).value();
    const auto evaluated = [&](const char* parameter, double value) {
        design = with_parameter(design, parameter, value);
        const Index before = realiser.evaluations();
        last = realiser.realise(design, scene).value();
        return realiser.evaluations() - before;
    };
    CHECK(evaluated("by_phi", 0.1) == 0); // as it was
    CHECK(evaluated("by_phi", 0.2) == 1); // the threshold
    CHECK(evaluated("by_eta", 0.2) == 1);
    CHECK(evaluated("by_q", 0.2) == 1);
    CHECK(evaluated("by_gate", 0.2) == 2); // let, and the gate that reads it
    const Value q = last->signals.at("q"), g = last->signals.at("g");
    CHECK(evaluated("gate_bias", 3) == 3); // the default of g, let, gate
    CHECK(same_value(q, last->signals.at("q")));
    CHECK_FALSE(same_value(g, last->signals.at("g")));
}

TEST_CASE("another φ or η keeps the prepared tree, another gate does not", "[system]") {
    const EngineRegistry registry = engines();
    const LoadedScene scene{scene_of(80, 2, 8), nullptr};
    Realiser realiser;
    ReadyMap ready;
    Design design = changeable();
    const auto dynamics_after = [&](const char* parameter, double value) {
        design = with_parameter(design, parameter, value);
        const auto realised = realiser.realise(design, scene).value();
        ready = prepare_map(realised, 1, registry, "cpu", {}, ready).value();
        CHECK(alpha_of(*ready.choice.prepared) ==
              alpha_of(*prepare_map(*realised, 1, registry, "cpu", {}).value().prepared));
        return ready.dynamics;
    };
    const auto first = dynamics_after("by_phi", 0.1);
    CHECK(dynamics_after("by_phi", 0.3) == first);
    CHECK(dynamics_after("by_eta", 0.3) == first);
    const auto moved = dynamics_after("by_gate", 0.3);
    CHECK(moved != first);
    CHECK(dynamics_after("by_q", 0.3) != moved);
    const auto other_map = prepare_map(ready.realised, 0, registry, "cpu", {}, ready).value();
    CHECK(other_map.dynamics != ready.dynamics);
}

TEST_CASE("φ that asks for another precision is prepared anew", "[system]") {
    Scene scene = scene_of(40, 1, 4);
    const EngineRegistry registry = engines();
    Realiser realiser;
    Design design = preset("softmax").value();
    design.write = expression("200 * k"); // scores in the hundreds: exp needs them in double
    design.readout.id = "identity";
    design.normaliser.id = "one";
    auto ready = prepare_map(realiser.realise(design, {scene, nullptr}).value(), 0, registry, "cpu", {}, {}).value();
    for (const char* readout : {"exp", "identity"}) {
        design.readout.id = readout;
        design.normaliser.id = readout == std::string("exp") ? "sum" : "one";
        const auto realised = realiser.realise(design, {scene, nullptr}).value();
        ready = prepare_map(realised, 0, registry, "cpu", {}, ready).value();
        CHECK(alpha_of(*ready.choice.prepared) ==
              alpha_of(*prepare_map(*realised, 0, registry, "cpu", {}).value().prepared));
    }
}

TEST_CASE("a long scene is the same with any number of threads", "[system]") {
    const auto id = GENERATE(as<std::string>{}, "gated_delta_product", "s4d", "rwkv6", "softmax_rope", "mingru");
    Scene scene = scene_of(9000, 2, 4);
    scene.source = RepeatSource{};
    set_thread_count(1);
    const auto alone = realise(preset(id).value(), {scene, nullptr}).value();
    set_thread_count(5);
    const auto shared = realise(preset(id).value(), {scene, nullptr}).value();
    check_same(*alone, *shared);
    set_thread_count(0);
}

TEST_CASE("realising stops inside, at whatever share is done, and begins again", "[system]") {
    const Design design = preset("gla").value();
    const LoadedScene scene{scene_of(4000), nullptr};
    Realiser realiser;
    double largest = 0;
    for (const double share : {0.0, 0.3, 0.6, 0.85}) {
        std::stop_source stop;
        RunContext run;
        run.stop = stop.get_token();
        if (share == 0)
            stop.request_stop();
        run.progress = [&](double done) {
            CHECK(done <= 1);
            largest = std::max(largest, done);
            if (done >= share)
                stop.request_stop();
        };
        const auto stopped = realiser.realise(design, scene, run);
        REQUIRE_FALSE(stopped.has_value());
        CHECK(stopped.error().code == ErrorCode::cancelled);
    }
    CHECK(largest >= 0.85);
    check_same(*realiser.realise(design, scene).value(), *realise(design, scene).value());
}

TEST_CASE("what a design would take is told before it is taken", "[system]") {
    constexpr std::size_t megabyte = 1 << 20;
    const LoadedScene scene{scene_of(100000, 4, 32), nullptr};         // 102 MB a signal
    const double needed = memory_needed(preset("gla").value(), scene); // what is said beforehand is what is refused
    CHECK(needed > 300 * megabyte);
    CHECK(memory_needed(preset("gla").value(), {scene_of(100), nullptr}) < megabyte);
    const auto refused = Realiser(300 * megabyte).realise(preset("gla").value(), scene);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::invalid_scene);
    CHECK(refused.error().where == "/length");
    CHECK(refused.error().message.find("100000 tokens, 4 heads and 32 state coordinates need about 0.") !=
          std::string::npos);
    CHECK(Realiser(megabyte).realise(preset("gla").value(), {scene_of(100), nullptr}).has_value());
}
