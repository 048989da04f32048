#include "core/design/difference.hpp"

#include "core/design/evolution_fields.hpp"
#include "core/language/tokens.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace alphascope {
namespace {

template <class List> auto* find_named(const List& list, std::string_view name) {
    const auto at = std::find_if(list.begin(), list.end(), [&](const auto& entry) { return entry.name == name; });
    return at == list.end() ? nullptr : &*at;
}

/// Writes expressions so that two of them are equal in text when they mean the same.
class Resolver {
public:
    explicit Resolver(const Design& design) : design_(design) {
        for (const auto& binding : design.let)
            bindings_[binding.name] = resolved(binding.expression);
    }

    std::string resolved(const Expression& expression) const {
        const auto tokens = tokenise(expression.text);
        if (!tokens)
            return expression.text;
        if (const auto whole = bindings_.find(expression.text); whole != bindings_.end())
            return whole->second;
        std::vector<std::string> words;
        for (const auto& token : *tokens)
            if (token.kind != Token::Kind::end)
                words.push_back(token.kind == Token::Kind::name ? meaning(token.text) : std::string(token.text));
        std::string text;
        for (std::size_t k = 0; k < words.size(); ++k) {
            if (is_neutral(words, k)) {
                ++k; // with the star
                continue;
            }
            text += (text.empty() ? "" : " ") + words[k];
        }
        return text.size() <= longest ? text : expression.text;
    }

private:
    static constexpr std::size_t longest = 4096; // bindings of bindings grow exponentially: then names decide

    // A factor 1 in front, as a parameter at its neutral value makes it.
    static bool is_neutral(const std::vector<std::string>& words, std::size_t k) {
        constexpr std::string_view may_precede = "(,+-*";
        return words[k] == "1" && k + 1 < words.size() && words[k + 1] == "*" &&
               (k == 0 || (words[k - 1].size() == 1 && may_precede.find(words[k - 1]) != std::string_view::npos));
    }

    std::string meaning(std::string_view name) const {
        if (const auto found = bindings_.find(std::string(name)); found != bindings_.end())
            return found->second.find(' ') == std::string::npos ? found->second : "( " + found->second + " )";
        if (const auto* parameter = find_named(design_.parameters, name))
            return fmt::format("{}", parameter->value);
        if (const auto* signal = find_named(design_.signals, name))
            return meaning(*signal);
        return std::string(name);
    }

    std::string meaning(const Signal& signal) const {
        const auto same_role = std::count_if(design_.signals.begin(), design_.signals.end(),
                                             [&](const Signal& other) { return other.role == signal.role; });
        std::set<std::string> axes(signal.axes.begin(), signal.axes.end());
        axes.erase("head"); // which maps there are is no part of the system of one map
        axes.erase("channel");
        return fmt::format("{}[{}]{}", same_role == 1 ? role_info(signal.role).id : std::string_view(signal.name),
                           fmt::join(axes, ","), signal.unit ? "1" : "");
    }

    const Design& design_;
    std::map<std::string, std::string> bindings_;
};

Design resolved(const Design& design) {
    const Resolver resolver(design);
    Design result = design;
    for_each_expression(
        result, [&](const std::string&, Expression& expression) { expression.text = resolver.resolved(expression); });
    return result;
}

struct ChoiceInfo {
    std::string_view symbol, name;
    bool always; ///< shown also where it is the same
    bool (*has)(const std::string& pointer);
    std::string (*text)(const Design& design);
};

std::string line_of(const Design& design, std::string_view left) {
    for (const auto& line : mathematics(design))
        if (line.left == left)
            return line.right;
    return {};
}
std::string text_of(const std::optional<Expression>& expression) {
    return expression ? expression->text : std::string();
}

bool is_carry(const std::string& at) {
    return at == "/evolution/carry";
}
bool is_shear(const std::string& at) {
    return at == "/evolution/shear";
}

const std::array choice_table{
    ChoiceInfo{"A_i", "evolution", true,
               [](const std::string& at) { return at.starts_with("/evolution") && !is_carry(at) && !is_shear(at); },
               [](const Design& d) { return line_of(d, d.evolution.delay ? "P_i" : "A_i"); }},
    ChoiceInfo{"b_j", "write", true, [](const std::string& at) { return at == "/write"; },
               [](const Design& d) { return d.write.text; }},
    ChoiceInfo{"q_i", "read", true, [](const std::string& at) { return at == "/read"; },
               [](const Design& d) { return d.read.text; }},
    ChoiceInfo{"φ(s)", "readout", true, [](const std::string& at) { return at.starts_with("/readout"); },
               [](const Design& d) { return line_of(d, "φ(s)"); }},
    ChoiceInfo{"η_i", "normaliser", true, [](const std::string& at) { return at.starts_with("/normaliser"); },
               [](const Design& d) { return line_of(d, "η_i"); }},
    ChoiceInfo{"delay", "delay block", false, is_carry,
               [](const Design& d) { return d.evolution.delay ? line_of(d, "A_i") : std::string(); }},
    ChoiceInfo{"shear", "score bias per step", false, is_shear,
               [](const Design& d) { return text_of(d.evolution.shear); }},
    ChoiceInfo{"v_j", "value", false, [](const std::string& at) { return at == "/value"; },
               [](const Design& d) { return text_of(d.value); }},
    ChoiceInfo{"skip", "added where i = j", false, [](const std::string& at) { return at == "/skip"; },
               [](const Design& d) { return text_of(d.skip); }},
    ChoiceInfo{"window", "i − j below", false, [](const std::string& at) { return at == "/window"; },
               [](const Design& d) { return text_of(d.window); }},
    ChoiceInfo{"q̃_i", "read, backwards", false, [](const std::string& at) { return at == "/direction/read"; },
               [](const Design& d) { return text_of(d.backward_read); }},
};

/// The names an expression rests on, through `let`.
void collect_names(const Design& design, const std::string& text, std::set<std::string>& into) {
    const auto tokens = tokenise(text);
    if (!tokens)
        return;
    for (const auto& token : *tokens)
        if (token.kind == Token::Kind::name && into.insert(std::string(token.text)).second)
            if (const auto* binding = find_named(design.let, token.text))
                collect_names(design, binding->expression.text, into);
}

ChoiceText choice_text(Design design, const ChoiceInfo& info, bool with_axes) {
    std::set<std::string> names;
    for_each_expression(design, [&](const std::string& at, const Expression& expression) {
        if (info.has(at))
            collect_names(design, expression.text, names);
    });
    ChoiceText result{info.text(design), {}};
    for (const auto& binding : design.let)
        if (names.contains(binding.name))
            result.where.push_back({binding.name, binding.expression.text});
    for (const auto& parameter : design.parameters)
        if (names.contains(parameter.name))
            result.where.push_back({parameter.name, fmt::format("{}", parameter.value)});
    for (const auto& signal : design.signals)
        if (signal.unit && names.contains(signal.name))
            result.where.push_back({fmt::format("‖{}‖", signal.name), "1"});
    for (const auto& signal : design.signals)
        if (with_axes && names.contains(signal.name))
            result.where.push_back(
                {fmt::format("axes of {}", signal.name), fmt::format("{}", fmt::join(signal.axes, ", "))});
    return result;
}

std::vector<PropertyDifference> property_differences(const Design& first, const Design& second) {
    const Properties a = properties(first), b = properties(second);
    const auto yes_no = [](bool value) { return std::string(value ? "yes" : "no"); };
    return {{"class of A", a.step_class, b.step_class},
            {"linear readout", yes_no(a.linear_readout), yes_no(b.linear_readout)},
            {"memory", memory_text(first), memory_text(second)},
            {"constant A", yes_no(a.constant_evolution), yes_no(b.constant_evolution)},
            {"time-invariant", yes_no(a.time_invariant), yes_no(b.time_invariant)},
            {"local A, b, q", yes_no(a.local), yes_no(b.local)},
            {"causal", yes_no(a.causal), yes_no(b.causal)}};
}

} // namespace

bool DesignDifference::any() const {
    return std::any_of(choices.begin(), choices.end(), [](const auto& choice) { return choice.changed; });
}

DesignDifference difference(const Design& first, const Design& second) {
    DesignDifference result;
    const Design first_meant = resolved(first), second_meant = resolved(second);
    for (const auto& info : choice_table) {
        const bool changed = info.text(first_meant) != info.text(second_meant);
        const bool same_words = info.text(first) == info.text(second); // then the signals behind them differ
        if (changed || info.always)
            result.choices.push_back({std::string(info.symbol), std::string(info.name),
                                      choice_text(first, info, changed && same_words),
                                      choice_text(second, info, changed && same_words), changed});
    }
    result.properties = property_differences(first, second);
    return result;
}

std::string summary(const DesignDifference& difference) {
    std::vector<std::string> changed, kept;
    for (const auto& choice : difference.choices)
        (choice.changed ? changed : kept).push_back(choice.symbol);
    if (changed.empty())
        return "the same system";
    return fmt::format("changes {}{}{}", fmt::join(changed, ", "), kept.empty() ? "" : "; keeps ",
                       fmt::join(kept, ", "));
}

} // namespace alphascope
