#include "ui/editor/design_parts.hpp"

#include "core/design/design_json.hpp"
#include "core/design/document_keys.hpp"
#include "core/design/evolution_fields.hpp"
#include "core/system/readout.hpp"

#include <algorithm>

namespace alphascope::ui {

namespace {

/// A place that holds a formula: one of the three is set.
struct Place {
    Expression* required = nullptr;
    std::optional<Expression>* optional = nullptr;
    std::map<std::string, Expression>* values = nullptr;
    std::string key;

    std::optional<Expression> get() const {
        if (required)
            return *required;
        if (optional)
            return *optional;
        const auto found = values->find(key);
        return found == values->end() ? std::nullopt : std::optional(found->second);
    }
    void set(std::optional<Expression> expression) const {
        if (required) {
            if (expression)
                *required = std::move(*expression);
        } else if (optional)
            *optional = std::move(expression);
        else if (expression)
            (*values)[key] = std::move(*expression);
        else
            values->erase(key);
    }
};

/// Calls visit(pointer, section, label, help, place) for every formula there can be in this design.
template <class Visit> void visit_places(Design& design, Visit visit) {
    const auto help = [](std::string_view object, std::string_view key) { return std::string(key_help(object, key)); };
    for (auto& binding : design.let)
        visit("/let/" + binding.name, Section::let, binding.name, "a named value; later formulas may use it",
              Place{.required = &binding.expression});
    const std::string inner = design.evolution.delay ? "/evolution/inner/" : "/evolution/";
    for (const auto& field : evolution_fields(design.evolution.kind))
        visit(inner + std::string(field.name), Section::evolution, std::string(field.name), std::string(field.help),
              Place{.required = field.required, .optional = field.optional});
    if (design.evolution.delay)
        visit("/evolution/carry", Section::evolution, "carry", help("delay", "carry"),
              Place{.optional = &design.evolution.delay->carry});
    visit("/evolution/shear", Section::evolution, "shear", help("evolution", "shear"),
          Place{.optional = &design.evolution.shear});
    visit("/write", Section::write_read, "write b", help("document", "write"), Place{.required = &design.write});
    visit("/read", Section::write_read, "read q", help("document", "read"), Place{.required = &design.read});
    const auto values = [&](const std::string& at, Section section, std::map<std::string, Expression>& map,
                            const std::string& name) {
        visit(at + "/" + name, section, name, help(at.substr(1), name), Place{.values = &map, .key = name});
    };
    if (design.readout.formula)
        visit("/readout", Section::readout, "φ", "a formula in score", Place{.optional = &design.readout.formula});
    for (const auto& info : readout_table)
        if (info.id == design.readout.id && !info.value.empty())
            values("/readout", Section::readout, design.readout.values, std::string(info.value));
    if (design.normaliser.formula)
        visit("/normaliser", Section::normaliser, "η", "a formula; may use row_sum, row_abs_sum, row_max",
              Place{.optional = &design.normaliser.formula});
    else if (design.normaliser.id != "one") {
        values("/normaliser", Section::normaliser, design.normaliser.values, "epsilon");
        values("/normaliser", Section::normaliser, design.normaliser.values, "floor");
        if (design.normaliser.id == "sum" && design.readout.id == "exp")
            values("/normaliser", Section::normaliser, design.normaliser.values, "sink");
    }
    visit("/value", Section::more, "value v", help("document", "value"), Place{.optional = &design.value});
    visit("/skip", Section::more, "skip", help("document", "skip"), Place{.optional = &design.skip});
    visit("/window", Section::more, "window", help("document", "window"), Place{.optional = &design.window});
    visit("/direction/read", Section::more, "backward read", help("direction", "read"),
          Place{.optional = &design.backward_read});
}

bool has_log_or_factor(const Design& design) {
    return std::holds_alternative<ScalarEvolution>(design.evolution.kind) ||
           std::holds_alternative<DiagonalEvolution>(design.evolution.kind);
}

bool may_be_left_out(const Design& design, const std::string& pointer, const Place& place) {
    if (place.required || pointer == "/readout" || pointer == "/normaliser")
        return false;
    return !(has_log_or_factor(design) && place.optional && place.optional->has_value() &&
             (pointer.ends_with("/log") || pointer.ends_with("/factor")));
}

template <class Kind> void keep_one(Kind& kind, bool log_was_set) {
    if (kind.log && kind.factor)
        (log_was_set ? kind.factor : kind.log).reset();
}

std::optional<Expression> parsed(const std::string& text) {
    auto expression = parse_expression(text);
    return expression ? std::optional(std::move(*expression)) : std::nullopt;
}

/// The first (0) or second (1) argument of "concat(a, b)"; any other text as it is.
std::string half_of(const std::string& text, int half) {
    constexpr std::string_view call = "concat(";
    if (!text.starts_with(call) || !text.ends_with(')'))
        return text;
    int depth = 0;
    for (std::size_t at = call.size(); at + 1 < text.size(); ++at) {
        depth += text[at] == '(';
        depth -= text[at] == ')';
        if (depth < 0)
            return text; // "concat(a, b) + concat(c, d)"
        if (depth == 0 && text[at] == ',')
            return half == 0 ? text.substr(call.size(), at - call.size())
                             : text.substr(at + 1, text.size() - at - 2).erase(0, text[at + 1] == ' ');
    }
    return text;
}

/// A signal's name that fits a field of an evolution, or a harmless number.
std::string fitting(const Design& design, std::string_view field) {
    const auto with_role = [&](Role role) -> std::string {
        for (const auto& signal : design.signals)
            if (signal.role == role)
                return signal.name;
        return {};
    };
    std::string name;
    if (field == "key" || field == "v" || field == "u")
        name = with_role(Role::key);
    else if (field == "beta")
        name = with_role(Role::step);
    else if (field == "log" || field == "log_gate")
        name = with_role(Role::log_decay);
    else if (field == "angle")
        name = with_role(Role::angle);
    if (!name.empty())
        return name;
    if (field == "a" || field == "d")
        return "0.95";
    if (field == "beta")
        return "0.5";
    if (field == "angle")
        return "0.1*(index(pair)+1)";
    if (field == "kernel")
        return "exp(-0.1*position)";
    if (field == "matrix")
        return "where(index(state) == index(from), 0.95, 0)";
    return field == "log" ? "-0.05" : "0";
}

} // namespace

std::vector<Part> design_parts(const Design& design) {
    std::vector<Part> parts;
    Design copy = design;
    visit_places(copy, [&](const std::string& pointer, Section section, const std::string& label,
                           const std::string& help, const Place& place) {
        parts.push_back({pointer, section, label, help, place.get(), may_be_left_out(copy, pointer, place)});
    });
    return parts;
}

Design with_part(Design design, const std::string& pointer, std::optional<Expression> expression) {
    visit_places(design,
                 [&](const std::string& at, Section, const std::string&, const std::string&, const Place& place) {
                     if (at == pointer)
                         place.set(expression);
                 });
    const bool log_was_set = pointer.ends_with("/log");
    if (auto* scalar = std::get_if<ScalarEvolution>(&design.evolution.kind))
        keep_one(*scalar, log_was_set);
    if (auto* diagonal = std::get_if<DiagonalEvolution>(&design.evolution.kind))
        keep_one(*diagonal, log_was_set);
    return design;
}

std::string replaced_part(const Design& design, const std::string& pointer) {
    const auto slash = pointer.rfind('/');
    const std::string object = pointer.substr(0, slash), name = pointer.substr(slash + 1);
    if (!has_log_or_factor(design) || !object.starts_with("/evolution") || (name != "log" && name != "factor"))
        return {};
    return object + (name == "log" ? "/factor" : "/log");
}

Result<Design> with_part_text(const Design& design, const std::string& pointer, const std::string& text) {
    const auto parts = design_parts(design);
    const auto part = std::find_if(parts.begin(), parts.end(), [&](const Part& p) { return p.pointer == pointer; });
    if (part == parts.end())
        return failure(ErrorCode::invalid_design, "the design has no such formula", pointer);
    std::optional<Expression> expression;
    if (text.find_first_not_of(" \t") != std::string::npos) {
        auto parsed_text = parse_expression(text);
        if (!parsed_text) {
            Error error = parsed_text.error();
            error.where = pointer;
            return tl::unexpected(std::move(error));
        }
        expression = std::move(*parsed_text);
    } else if (!part->optional)
        return failure(ErrorCode::invalid_design, "write a formula here: it cannot be left out", pointer);
    Design changed = with_part(design, pointer, std::move(expression));
    for (auto& problem : check_design(changed))
        if (problem.where == pointer)
            return tl::unexpected(std::move(problem));
    return changed;
}

Design with_evolution_kind(Design design, const std::string& kind_id) {
    auto kind = make_evolution_kind(kind_id);
    if (!kind)
        return design;
    std::map<std::string, Expression> before;
    for (const auto& field : evolution_fields(design.evolution.kind))
        if (const auto* expression = field.get())
            before.emplace(field.name, *expression);
    const auto known = [&](const std::string& name) -> std::optional<Expression> {
        const auto found = before.find(name);
        return found == before.end() ? std::nullopt : std::optional(found->second);
    };
    for (auto& field : evolution_fields(*kind)) {
        std::optional<Expression> keep = known(std::string(field.name));
        if (!keep && field.name == "log")
            keep = known("log_gate");
        if (!keep && field.name == "log_gate")
            keep = known("log");
        if (field.optional)
            *field.optional = keep;
        else
            *field.required = keep ? *keep : parsed(fitting(design, field.name)).value_or(Expression{});
    }
    const auto fill_one = [&](auto* step) {
        if (step && !step->log && !step->factor)
            step->log = parsed(fitting(design, "log"));
        if (step)
            keep_one(*step, true);
    };
    fill_one(std::get_if<ScalarEvolution>(&*kind));
    fill_one(std::get_if<DiagonalEvolution>(&*kind));
    design.evolution.kind = std::move(*kind);
    return design;
}

Design with_delay(Design design, bool delayed) {
    if (delayed == design.evolution.delay.has_value())
        return design;
    design.evolution.delay = delayed ? std::optional(DelayEvolution{}) : std::nullopt;
    const auto rewrite = [](Expression& expression, const std::string& text) {
        if (auto changed = parsed(text))
            expression = std::move(*changed);
    };
    const std::string write = design.write.text, read = design.read.text;
    if (delayed) { // written into the half that waits a step, read from the half that goes on
        rewrite(design.write, "concat(0*(" + write + "), " + write + ")");
        rewrite(design.read, "concat(" + read + ", 0*(" + read + "))");
    } else {
        rewrite(design.write, half_of(write, 1));
        rewrite(design.read, half_of(read, 0));
    }
    return design;
}

Design with_readout(Design design, const std::string& id) {
    ReadoutChoice choice{id, {}, std::nullopt};
    if (id.empty())
        choice.formula = parsed("score");
    for (const auto& info : readout_table)
        if (info.id == id && info.value == "cap")
            choice.values.emplace("cap", parsed("10").value_or(Expression{}));
    design.readout = std::move(choice);
    return design;
}

Design with_normaliser(Design design, const std::string& id) {
    design.normaliser = NormaliserChoice{id, {}, std::nullopt};
    if (id.empty())
        design.normaliser.formula = parsed("1 + row_abs_sum");
    return design;
}

} // namespace alphascope::ui
