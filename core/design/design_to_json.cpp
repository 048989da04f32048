#include "core/design/design_json.hpp"
#include "core/design/evolution_fields.hpp"
#include "core/io/json_place.hpp"
#include "core/io/json_rewrite.hpp"
#include "core/io/json_text.hpp"
#include "core/io/object_reader.hpp"

#include <algorithm>

namespace alphascope {
namespace {

Json write_evolution_kind(const EvolutionKind& const_kind) {
    EvolutionKind kind = const_kind;
    Json json{{"kind", evolution_kind_ids[kind.index()]}};
    for (const auto& field : evolution_fields(kind))
        if (const Expression* expression = field.get())
            json[std::string(field.name)] = expression->text;
    if (const auto* e = std::get_if<RotationEvolution>(&kind); e && e->pairs == RotationEvolution::Pairs::half)
        json["pairs"] = "half";
    if (const auto* e = std::get_if<HouseholderEvolution>(&kind); e && e->gate == HouseholderEvolution::Gate::after)
        json["gate"] = "after";
    if (const auto* e = std::get_if<LowRankEvolution>(&kind); e && e->order == LowRankEvolution::Order::decay_first)
        json["order"] = "decay_first";
    return json;
}

template <class Choice> Json write_choice(const Choice& choice) {
    if (choice.formula)
        return choice.formula->text;
    if (choice.values.empty())
        return choice.id;
    Json json{{"kind", choice.id}};
    for (const auto& [name, expression] : choice.values)
        json[name] = expression.text;
    return json;
}

} // namespace

int format_version(const Design& design) {
    return std::any_of(design.signals.begin(), design.signals.end(), [](const Signal& s) { return s.optional; }) ? 2
                                                                                                                 : 1;
}

static Json written(const Design& design) {
    Json json{
        {"format", "alphascope.design"}, {"version", format_version(design)}, {"id", design.id}, {"name", design.name}};
    if (!design.family.empty())
        json["family"] = design.family;
    if (!(design.reference == Reference{})) {
        json["reference"]["title"] = design.reference.title;
        if (!design.reference.arxiv.empty())
            json["reference"]["arxiv"] = design.reference.arxiv;
        json["reference"]["year"] = design.reference.year;
    }
    if (!design.note.empty())
        json["note"] = design.note;
    if (!design.parameters.empty())
        json["parameters"] = Json::object();
    for (const auto& parameter : design.parameters) {
        Json& member = json["parameters"][parameter.name];
        member = {{"value", parameter.value}, {"range", {parameter.minimum, parameter.maximum}}};
        if (!parameter.help.empty())
            member["help"] = parameter.help;
    }
    for (const auto& [name, size] : design.axes)
        json["axes"][name] = size;
    json["signals"] = Json::object();
    for (const auto& signal : design.signals) {
        Json& member = json["signals"][signal.name];
        member = {{"axes", signal.axes}, {"role", role_info(signal.role).id}};
        if (signal.default_value)
            member["default"] = signal.default_value->text;
        if (signal.range)
            member["range"] = {signal.range->first, signal.range->second};
        if (signal.unit)
            member["unit"] = true;
        if (signal.neutral)
            member["optional"] = signal.neutral->text;
        else if (signal.optional)
            member["optional"] = true;
        if (!signal.help.empty())
            member["help"] = signal.help;
    }
    for (const auto& binding : design.let)
        json["let"][binding.name] = binding.expression.text;
    Json evolution = write_evolution_kind(design.evolution.kind);
    if (design.evolution.delay) {
        Json outer{{"kind", "delay"}, {"inner", evolution}};
        if (design.evolution.delay->carry)
            outer["carry"] = design.evolution.delay->carry->text;
        if (design.evolution.delay->through_inner)
            outer["through_inner"] = true;
        evolution = outer;
    }
    if (design.evolution.shear)
        evolution["shear"] = design.evolution.shear->text;
    json["evolution"] = evolution;
    json["write"] = design.write.text;
    json["read"] = design.read.text;
    if (design.value)
        json["value"] = design.value->text;
    if (design.skip)
        json["skip"] = design.skip->text;
    if (design.window)
        json["window"] = design.window->text;
    if (design.backward_read)
        json["direction"] = {{"kind", "both"}, {"read", design.backward_read->text}};
    json["readout"] = write_choice(design.readout);
    json["normaliser"] = write_choice(design.normaliser);
    return json;
}

std::string design_to_json(const Design& design) {
    return json_text(written(design)) + "\n";
}

std::optional<std::string> design_rewritten(std::string_view text, const Design& before, const Design& after) {
    return json_rewritten(text, written(before), written(after));
}

std::optional<std::string> design_with_formula(std::string_view text, const std::string& pointer,
                                               const std::optional<std::string>& formula) {
    return json_with_value(text, pointer, formula ? std::optional<Json>(*formula) : std::nullopt);
}

std::optional<std::string> formula_in_text(std::string_view text, std::string_view pointer) {
    const auto member = find_json_member(text, pointer);
    if (!member)
        return std::nullopt;
    const std::string_view written = text.substr(member->value.begin, member->value.end - member->value.begin);
    const Json json = Json::parse(written, nullptr, false);
    if (json.is_string())
        return json.get<std::string>();
    return json.is_number() ? std::optional(std::string(written)) : std::nullopt;
}

} // namespace alphascope
