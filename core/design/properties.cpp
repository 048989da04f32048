#include "core/design/properties.hpp"

#include "core/design/evolution_fields.hpp"
#include "core/language/functions.hpp"
#include "core/language/tree.hpp"
#include "core/system/readout.hpp"

#include <algorithm>
#include <set>

namespace alphascope {
namespace {

// The names x that "shift(x) - x" stands for a change of units with: Φ gains exp(x_j − x_i) whatever lies between,
// which b and q or η take back. It is no dynamics.
std::set<std::string> units_in(const Expression& expression) {
    std::set<std::string> names;
    for (const Node* node : post_order(*expression.tree)) {
        if (!node->function || node->function->operation != Operation::subtract)
            continue;
        const Node &before = *node->arguments[0], &here = *node->arguments[1];
        if (before.function && before.function->operation == Operation::shift && before.arguments.size() == 1 &&
            !before.arguments[0]->name.empty() && before.arguments[0]->name == here.name)
            names.insert(here.name);
    }
    return names;
}

// Everything an expression rests on, through `let`: the signals it reads and the strongest use of time on the way.
class Reach {
public:
    explicit Reach(const Design& design, bool through_units = true) : design_(design), through_units_(through_units) {}

    void add(const Expression& expression) {
        if (!expression.tree)
            return;
        time = std::max(time, time_use(expression));
        const auto built_in = built_in_numbers_read(expression);
        over_time = over_time || built_in.contains("position");
        const auto units = through_units_ ? std::set<std::string>() : units_in(expression);
        for (const auto& name : names_read(expression)) {
            if (units.contains(name))
                continue;
            for (const auto& binding : design_.let)
                if (binding.name == name)
                    add(binding.expression);
            for (const auto& signal : design_.signals)
                if (signal.name == name &&
                    std::find(signal.axes.begin(), signal.axes.end(), "time") != signal.axes.end())
                    over_time = true;
        }
    }
    TimeUse time = TimeUse::local;
    bool over_time = false; ///< depends on the token

private:
    const Design& design_;
    bool through_units_;
};

std::string class_of(const Design& design) {
    const auto complex = [&](const std::optional<Expression>& e) {
        return e && e->text.find("complex(") != std::string::npos;
    };
    Design copy = design;
    std::string name = std::visit(
        Overloaded{[](IdentityEvolution&) { return std::string("identity"); },
                   [](ScalarEvolution&) { return std::string("scalar"); },
                   [&](DiagonalEvolution& e) {
                       bool is_complex = complex(e.log) || complex(e.factor);
                       for (const auto& binding : design.let)
                           is_complex =
                               is_complex || (complex(binding.expression) &&
                                              (names_read(*(e.log ? e.log : e.factor)).contains(binding.name)));
                       return std::string(is_complex ? "complex diagonal" : "diagonal");
                   },
                   [](RotationEvolution&) { return std::string("complex diagonal (rotations)"); },
                   [](BlocksEvolution&) { return std::string("2×2 blocks"); },
                   [&](HouseholderEvolution& e) {
                       bool micro = false;
                       for (const auto& signal : design.signals)
                           micro = micro ||
                                   (names_read(e.key).contains(signal.name) &&
                                    std::find(signal.axes.begin(), signal.axes.end(), "micro") != signal.axes.end());
                       return std::string(micro ? "diagonal + rank r (product of factors)" : "diagonal + rank 1");
                   },
                   [](LowRankEvolution&) { return std::string("diagonal + rank 1"); },
                   [](DenseEvolution&) { return std::string("dense"); },
                   [](ConvolutionEvolution&) { return std::string("convolution"); },
                   [](LevelMergeEvolution&) { return std::string("scalar, with a merge of levels"); }},
        copy.evolution.kind);
    if (design.evolution.delay)
        name += " in a delay block";
    if (design.evolution.shear)
        name += ", with a score bias (shear)";
    return name;
}

} // namespace

Properties properties(const Design& const_design) {
    Design design = const_design; // for_each_expression() hands out mutable expressions
    Properties result;
    Reach all(design), evolution(design, false), dynamics(design);
    for_each_expression(design, [&](const std::string& at, const Expression& expression) {
        all.add(expression);
        const bool evolves = at.starts_with("/evolution");
        if (evolves)
            evolution.add(expression);
        if (evolves || at == "/write" || at == "/read" || at == "/direction/read")
            dynamics.add(expression);
    });
    result.causal = all.time != TimeUse::global && !design.backward_read;
    result.local = dynamics.time == TimeUse::local;
    const bool merges = std::holds_alternative<LevelMergeEvolution>(design.evolution.kind); // by the position
    result.constant_evolution = !evolution.over_time && !merges;
    result.time_invariant = !dynamics.over_time && !merges;
    result.linear_readout = !design.readout.formula && design.readout.id == "identity";
    result.step_class = class_of(design);
    result.closed_form_eigenvalues = std::visit(
        Overloaded{[](IdentityEvolution&) { return true; }, [](ScalarEvolution&) { return true; },
                   [](DiagonalEvolution&) { return true; }, [](RotationEvolution&) { return true; },
                   [](BlocksEvolution&) { return true; },
                   [&](HouseholderEvolution& e) { // isotropic gate: an r × r problem
                       if (!e.log_gate)
                           return true;
                       for (const auto& signal : design.signals)
                           if (names_read(*e.log_gate).contains(signal.name) &&
                               std::find(signal.axes.begin(), signal.axes.end(), "state") != signal.axes.end())
                               return false;
                       return true;
                   },
                   [](LowRankEvolution&) { return false; }, [](DenseEvolution&) { return false; },
                   [](ConvolutionEvolution&) { return true; }, [](LevelMergeEvolution&) { return true; }},
        design.evolution.kind);
    return result;
}

static void collect_names(const Design& design, const Expression& expression, std::set<std::string>& into) {
    if (!expression.tree)
        return;
    for (const auto& name : names_read(expression))
        if (into.insert(name).second)
            for (const auto& binding : design.let)
                if (binding.name == name)
                    collect_names(design, binding.expression, into);
}

std::vector<std::string> signals_in_alpha(const Design& const_design) {
    Design design = const_design; // for_each_expression() hands out mutable expressions
    std::set<std::string> names;
    for_each_expression(design, [&](const std::string& at, const Expression& expression) {
        if (at != "/value")
            collect_names(design, expression, names);
    });
    std::vector<std::string> signals;
    for (const auto& signal : design.signals)
        if (names.contains(signal.name))
            signals.push_back(signal.name);
    return signals;
}

const Expression& neutral_value(const Signal& signal) {
    return signal.neutral ? *signal.neutral : *signal.default_value;
}

std::string memory_text(const Design& design) {
    const auto& kind = design.evolution.kind;
    if (design.window)
        return "w·(n + d_v) numbers at most, w = " + design.window->text + " (a cache of the window)";
    if (std::holds_alternative<ConvolutionEvolution>(kind))
        return "i·d_v numbers at token i (a kernel as long as the sequence)";
    if (!properties(design).linear_readout)
        return "i·(n + d_v) numbers at token i (a cache)";
    if (std::holds_alternative<LevelMergeEvolution>(kind))
        return "n·d_v numbers, n grows with log2 of the length";
    if (design.backward_read)
        return "n·d_v numbers for each direction, the same at every token";
    return "n·d_v numbers, the same at every token";
}

} // namespace alphascope
