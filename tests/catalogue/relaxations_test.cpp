// Each edge of the relaxation map, on random inputs: under its constraint the richer preset is the poorer one.

#include "core/design/relaxations.hpp"

#include "tests/catalogue/catalogue.hpp"

#include <algorithm>
#include <set>

using namespace alphascope;
using namespace alphascope::test;

namespace {

// The richer one's signals from those of the poorer one; values are left to chance, no coefficient depends on them.
TensorSet inputs(const Relaxation& edge, const Design& poor, const Realised& poorer, const Design& rich,
                 const Realised& richer) {
    Environment environment;
    environment.length = poorer.length;
    environment.state = poorer.state;
    environment.heads = 3;
    for (const auto* realised : {&poorer, &richer})
        for (const auto& [name, value] : realised->signals)
            for (const auto& axis : value.axes)
                environment.axis_sizes[axis.name] = axis.size;
    for (const auto& [name, value] : poorer.signals)
        for (const auto& axis : value.axes) // where both have the axis, the poorer one is what is evaluated
            environment.axis_sizes[axis.name] = axis.size;
    for (const auto& parameter : poor.parameters)
        environment.values[parameter.name] = Value::number(parameter.value);
    for (const auto* values : {&poorer.signals, &poorer.let})
        for (const auto& [name, value] : *values)
            environment.values[name] = value;
    std::map<std::string, Value> values;
    std::map<std::string, Index> sizes; // the poorer one's where it tells, else the richer one's own
    for (const auto& [name, value] : richer.signals)
        for (const auto& axis : value.axes)
            sizes[axis.name] = axis.size;
    for (const auto& signal : rich.signals) {
        if (signal.role == Role::value && !edge.signals.contains(signal.name))
            continue;
        Value value;
        if (const auto given = edge.signals.find(signal.name); given != edge.signals.end()) {
            const auto evaluated = evaluate(given->second, environment);
            if (!evaluated)
                FAIL(signal.name + ": " + one_line(evaluated.error()));
            value = *evaluated;
        } else if (const auto same = poorer.signals.find(signal.name); same != poorer.signals.end()) {
            value = same->second;
        } else {
            FAIL("signal " + signal.name + " is neither named nor one of the poorer preset's");
        }
        REQUIRE_FALSE(value.is_complex());
        for (const auto& axis : value.axes) {
            if (std::find(signal.axes.begin(), signal.axes.end(), axis.name) == signal.axes.end())
                FAIL(signal.name + " has " + describe(value.axes));
            sizes[axis.name] = axis.size;
        }
        values[signal.name] = std::move(value);
    }
    TensorSet tensors;
    for (const auto& signal : rich.signals) {
        if (!values.contains(signal.name))
            continue;
        Axes axes = richer.signals.at(signal.name).axes;
        for (auto& axis : axes)
            axis.size = sizes.at(axis.name);
        tensors.tensors[signal.name] = stored_as(signal.axes, expand(values.at(signal.name), axes));
    }
    return tensors;
}

// Maps of one poorer index, the richer one's further axes (micro steps) summed.
Matrix summed(const Engine& engine, const Realised& realised, Index map, Index maps) {
    const Index each = realised.map_count() / maps;
    Matrix sum = Matrix::Zero(realised.length, realised.length);
    for (Index k = 0; k < each; ++k)
        sum += alpha_of(engine, *realised.system(map * each + k));
    return sum;
}

} // namespace

TEST_CASE("under its constraint the richer preset reproduces the poorer one's coefficients", "[relaxations]") {
    const auto edges = relaxations();
    if (!edges)
        FAIL(one_line(edges.error()));
    const auto reference = make_reference_engine();
    for (const Relaxation& edge : *edges)
        for (const std::uint64_t seed : {1, 2}) {
            DYNAMIC_SECTION(edge.poorer << " is " << edge.richer << " when " << edge.constraint << ", seed " << seed) {
                Design poor = preset(edge.poorer).value();
                const auto set = constrained(preset(edge.richer).value(), edge);
                if (!set)
                    FAIL(one_line(set.error()));
                Design rich = *set;
                if (edge.skip_apart)
                    poor.skip = rich.skip = std::nullopt;
                Scene scene = small_scene(19, 3, 6, seed);
                const auto poorer = realise_on(poor, scene);
                const auto sizes = realise_on(rich, scene);
                const auto richer = realise_on(rich, given(inputs(edge, poor, *poorer, rich, *sizes), scene));
                REQUIRE(richer->map_count() % poorer->map_count() == 0);
                for (Index map = 0; map < poorer->map_count(); ++map) {
                    const Matrix expected = alpha_of(*reference, *poorer->system(map));
                    REQUIRE(expected.cwiseAbs().maxCoeff() > 0);
                    CHECK(off(summed(*reference, *richer, map, poorer->map_count()), expected) < 1e-11);
                }
            }
        }
}

TEST_CASE("the relaxation map is a map: known presets, each edge once, no way back", "[relaxations]") {
    std::set<std::string> known;
    for (const Design& design : shipped_presets())
        known.insert(design.id);
    const auto edges = relaxations().value();
    std::set<std::pair<std::string, std::string>> seen;
    std::map<std::string, std::set<std::string>> below; // all that an id was reached from
    for (bool grown = true; grown;) {
        grown = false;
        for (const Relaxation& edge : edges) {
            std::set<std::string> lower = below[edge.poorer];
            lower.insert(edge.poorer);
            for (const auto& id : lower)
                grown = below[edge.richer].insert(id).second || grown;
        }
    }
    for (const Relaxation& edge : edges) {
        CAPTURE(edge.poorer, edge.richer);
        CHECK(known.contains(edge.poorer));
        CHECK(known.contains(edge.richer));
        CHECK(seen.emplace(edge.poorer, edge.richer).second);
        CHECK_FALSE(below[edge.poorer].contains(edge.richer));
        CHECK_FALSE(edge.constraint.empty());
        CHECK_FALSE(edge.gain.empty());
    }
}

TEST_CASE("a constraint on what a preset does not have is an error that names it", "[relaxations]") {
    Relaxation edge;
    edge.parameters["speeed"] = 0;
    const auto design = constrained(preset("softmax_rope").value(), edge);
    REQUIRE_FALSE(design.has_value());
    CHECK(one_line(design.error()) == "softmax_rope: there is no parameter 'speeed'");
}
