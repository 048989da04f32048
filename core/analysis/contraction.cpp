#include "core/analysis/contraction.hpp"

#include "core/language/bounds.hpp"
#include "core/system/realise.hpp"
#include "core/system/step_algebra.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace alphascope {
namespace {

constexpr double rounding = 1e-9; // as in the verdicts

// What every input may be relied on for: the bounds of each name, and which have norm 1 along state.
struct Promises {
    std::map<std::string, Bounds> bounds;
    std::set<std::string> unit;

    explicit Promises(const Design& design) {
        for (const auto& parameter : design.parameters)
            bounds[parameter.name] = {parameter.value, parameter.value};
        for (const auto& signal : design.signals) {
            bounds[signal.name] = of_signal(signal);
            if (signal.unit)
                unit.insert(signal.name);
        }
        for (const auto& binding : design.let) {
            bounds[binding.name] = of(binding.expression);
            if (is_unit(binding.expression))
                unit.insert(binding.name);
        }
    }
    Bounds of(const Expression& expression) const { return bounds_of(expression, bounds); }
    bool at_most(const Expression& expression, double bound) const { return of(expression).high <= bound + rounding; }
    bool within(const Expression& expression, double low, double high) const {
        const Bounds b = of(expression);
        return !b.complex && b.low >= low - rounding && b.high <= high + rounding;
    }
    bool is_unit(const Expression& expression) const {
        return unit.contains(expression.text) || has_unit_norm(expression);
    }

private:
    static Bounds of_signal(const Signal& signal) {
        if (signal.range)
            return {signal.range->first, signal.range->second};
        switch (signal.role) {
        case Role::log_decay: return {-std::numeric_limits<double>::infinity(), 0};
        case Role::decay:
        case Role::step: return {0, 1};
        default: return {};
        }
    }
};

bool scales_down(const Promises& promises, const std::optional<Expression>& log,
                 const std::optional<Expression>& factor) {
    return log ? promises.at_most(*log, 0) : promises.within(*factor, -1, 1);
}

bool proved(const EvolutionKind& kind, const Promises& promises) {
    return std::visit(
        Overloaded{
            [](const IdentityEvolution&) { return true; },
            [&](const ScalarEvolution& e) { return scales_down(promises, e.log, e.factor); },
            [&](const DiagonalEvolution& e) { return scales_down(promises, e.log, e.factor); },
            [&](const RotationEvolution& e) { return !e.log_modulus || promises.at_most(*e.log_modulus, 0); },
            // ‖I − β k kᵀ‖ ≤ 1 iff 0 ≤ β‖k‖² ≤ 2; factors and gates that do not grow make a product that does not.
            [&](const HouseholderEvolution& e) {
                return (!e.read || e.read->text == e.key.text) && promises.is_unit(e.key) &&
                       promises.within(e.beta, 0, 2) && (!e.log_gate || promises.at_most(*e.log_gate, 0));
            },
            [](const ConvolutionEvolution&) { return true; }, // a shift
            [](const auto&) { return false; },
        },
        kind);
}

struct Largest {
    double norm = 0;
    Index token = 0;
};

Result<Largest> largest_norm(const Design& design) {
    Scene scene;
    scene.length = 64;
    scene.heads = 2;
    scene.state = 16;
    const auto loaded = load_scene(scene);
    if (!loaded)
        return tl::unexpected(loaded.error());
    const auto realised = realise(design, *loaded);
    if (!realised)
        return tl::unexpected(realised.error());
    const Index maps = std::min<Index>((*realised)->map_count(), 4);
    Largest largest;
    for (Index map = 0; map < maps; ++map) {
        const auto system = (*realised)->system(map);
        if (!system)
            return tl::unexpected(system.error());
        for (Index i = 1; i < (is_constant((*system)->steps) && !(*system)->delay ? 2 : scene.length); ++i)
            if (const double norm = step_norm(**system, i); !(norm <= largest.norm))
                largest = {norm, i};
    }
    return largest;
}

} // namespace

Contraction contraction(const Design& design) {
    if (!design.evolution.delay && proved(design.evolution.kind, Promises(design)))
        return {Answer::yes, "‖A_i‖ ≤ 1 for all inputs in their ranges"};
    const auto largest = largest_norm(design);
    if (!largest)
        return {Answer::unknown, one_line(largest.error())};
    if (largest->norm <= 1 + rounding)
        return {Answer::unknown, fmt::format("‖A_i‖ ≤ {:.4g} on random tokens, no proof for all", largest->norm)};
    return {Answer::no, fmt::format("‖A_i‖ = {:.4g} at token {} of random tokens", largest->norm, largest->token)};
}

} // namespace alphascope
