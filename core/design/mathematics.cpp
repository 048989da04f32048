#include "core/design/properties.hpp"
#include "core/system/readout.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace alphascope {
namespace {

bool is_simple(const std::string& text) {
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return c == ' ' || c == '+' || c == '-' || c == '*' || c == '/'; });
}
std::string factor(const Expression& e) {
    return is_simple(e.text) ? e.text : "(" + e.text + ")";
}
std::string exp_of(const Expression& e) {
    return "exp(" + e.text + ")";
}

std::string evolution_text(const EvolutionKind& kind) {
    return std::visit(
        Overloaded{
            [](const IdentityEvolution&) { return std::string("I"); },
            [](const ScalarEvolution& e) { return (e.log ? exp_of(*e.log) : factor(*e.factor)) + " I"; },
            [](const DiagonalEvolution& e) { return "diag(" + (e.log ? exp_of(*e.log) : e.factor->text) + ")"; },
            [](const RotationEvolution& e) {
                return fmt::format("{}blockdiag R({}), pairs {}", e.log_modulus ? exp_of(*e.log_modulus) + " " : "",
                                   e.angle.text,
                                   e.pairs == RotationEvolution::Pairs::half ? "(m, m + n/2)" : "(2m, 2m + 1)");
            },
            [](const BlocksEvolution& e) {
                return fmt::format("blocks [[{}, {}], [{}, {}]]", e.a.text, e.b.text, e.c.text, e.d.text);
            },
            [](const HouseholderEvolution& e) {
                const auto erase =
                    fmt::format("(I − {} {} {}ᵀ)", factor(e.beta), factor(e.key), factor(e.read ? *e.read : e.key));
                if (!e.log_gate)
                    return erase;
                const auto gate = "diag(" + exp_of(*e.log_gate) + ")";
                return e.gate == HouseholderEvolution::Gate::before ? erase + " " + gate : gate + " " + erase;
            },
            [](const LowRankEvolution& e) {
                const auto outer = fmt::format("{} {}ᵀ", factor(e.u), factor(e.v));
                return e.order == LowRankEvolution::Order::read_first
                           ? fmt::format("diag({}) + {}", e.d.text, outer)
                           : fmt::format("(I + {}) diag({})", outer, e.d.text);
            },
            [](const DenseEvolution& e) { return e.matrix.text; },
            [](const ConvolutionEvolution& e) { return "shift; s_ij = " + factor(e.kernel) + "[i − j] · q_iᵀ b_j"; },
            [](const LevelMergeEvolution& e) {
                return (e.log ? exp_of(*e.log) + " " : "") + "(merge of levels 0 ... ctz(i) into ctz(i) + 1)";
            }},
        kind);
}

} // namespace

std::vector<MathLine> mathematics(const Design& design) {
    std::vector<MathLine> lines;
    for (const auto& binding : design.let)
        lines.push_back({binding.name, binding.expression.text});
    const auto step = evolution_text(design.evolution.kind);
    if (design.evolution.delay) {
        const auto carry = design.evolution.delay->carry ? factor(*design.evolution.delay->carry) + " " : std::string();
        lines.push_back({"P_i", step});
        lines.push_back(
            {"A_i", fmt::format("[[P_i, {}{}], [0, 0]]", carry, design.evolution.delay->through_inner ? "P_i" : "I")});
    } else
        lines.push_back({"A_i", step});
    lines.push_back({"b_j", design.write.text});
    lines.push_back({"q_i", design.read.text});
    if (design.backward_read)
        lines.push_back({"q̃_i", design.backward_read->text});
    lines.push_back({"s_ij", design.evolution.shear ? fmt::format("q_iᵀ A_i ⋯ A_{{j+1}} b_j + Σ_{{j<l≤i}} {}",
                                                                  factor(*design.evolution.shear))
                                                    : std::string("q_iᵀ A_i ⋯ A_{j+1} b_j")});
    const auto entry = [](const auto& table, const std::string& id) {
        return std::find_if(table.begin(), table.end(), [&](const auto& info) { return info.id == id; });
    };
    std::string readout = design.readout.formula ? design.readout.formula->text
                                                 : std::string(entry(readout_table, design.readout.id)->label);
    if (const auto at = readout.find("= "); !design.readout.formula && at != std::string::npos)
        readout = readout.substr(at + 2);
    for (const auto& [name, expression] : design.readout.values)
        readout += fmt::format(", {} = {}", name, expression.text);
    lines.push_back({"φ(s)", readout});
    std::string normaliser = design.normaliser.formula
                                 ? design.normaliser.formula->text
                                 : std::string(entry(normaliser_table, design.normaliser.id)->label);
    if (const auto at = normaliser.find("= "); !design.normaliser.formula && at != std::string::npos)
        normaliser = normaliser.substr(at + 2);
    for (const auto& [name, expression] : design.normaliser.values)
        normaliser += fmt::format(", {} = {}", name, expression.text);
    lines.push_back({"η_i", normaliser});
    lines.push_back(
        {"α_ij", fmt::format("φ(s_ij) / η_i{}", design.skip ? " + (" + design.skip->text + ") if i = j" : "")});
    if (design.backward_read)
        lines.push_back({"both directions",
                         "α_ij is added to what the same system gives on the reversed sequence, read "
                         "with q̃"});
    if (design.window)
        lines.push_back(
            {"mask", fmt::format("{} < {}", design.backward_read ? "|i − j|" : "0 ≤ i − j", design.window->text)});
    return lines;
}

} // namespace alphascope
