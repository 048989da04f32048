#include "core/design/completion.hpp"

#include "core/design/document_keys.hpp"
#include "core/design/evolution_fields.hpp"
#include "core/language/functions.hpp"
#include "core/language/names.hpp"
#include "core/system/readout.hpp"

#include <algorithm>

namespace alphascope {

namespace {

using Completions = std::vector<Completion>;

void add(Completions& list, std::string_view name, std::string_view help) {
    list.push_back({std::string(name), std::string(name), std::string(help)});
}

/// The part of a pointer at an index, or empty.
std::string_view part(std::string_view pointer, int index) {
    for (; index >= 0 && !pointer.empty(); --index) {
        pointer.remove_prefix(1);
        if (index == 0)
            return pointer.substr(0, pointer.find('/'));
        pointer.remove_prefix(std::min(pointer.find('/'), pointer.size()));
    }
    return {};
}

std::string axes_of(const Signal& signal) {
    std::string text;
    for (const auto& axis : signal.axes)
        text += (text.empty() ? "" : ", ") + axis;
    return text.empty() ? "one number" : text;
}

void add_axes(Completions& list, const Design& design) {
    for (const auto& [name, size] : design.axes)
        add(list, name, "own axis of size " + size);
    for (const KnownName& axis : axis_table())
        add(list, axis.name, "axis: " + std::string(axis.help));
}

template <class Table> Completions ids_of(const Table& table) {
    Completions list;
    for (const auto& info : table)
        if constexpr (requires { info.label; })
            add(list, info.id, info.label);
        else
            add(list, info.id, info.help);
    return list;
}

/// The words in quotes of what a key takes: "half" of "\"interleaved\" | \"half\"".
Completions quoted_words(std::string_view takes, std::string_view help) {
    Completions list;
    for (auto begin = takes.find('"'); begin != std::string_view::npos; begin = takes.find('"', begin)) {
        const auto end = takes.find('"', begin + 1);
        add(list, takes.substr(begin + 1, end - begin - 1), help);
        begin = end + 1;
    }
    return list;
}

Completions joined(Completions first, Completions second) {
    first.insert(first.end(), std::make_move_iterator(second.begin()), std::make_move_iterator(second.end()));
    return first;
}

} // namespace

std::vector<Completion> formula_names(const Design& design, std::string_view pointer) {
    const auto top = part(pointer, 0);
    const bool is_default = top == "signals", is_size = top == "axes";
    Completions list;
    if (!is_default && !is_size) {
        if (pointer == "/readout")
            add(list, row_name_table()[0].name, row_name_table()[0].help);
        if (pointer == "/normaliser")
            for (const KnownName& name : row_name_table().subspan(1))
                add(list, name.name, name.help);
        for (const Binding& binding : design.let) {
            if (top == "let" && binding.name == part(pointer, 1))
                break; // those below are not known yet
            add(list, binding.name, "= " + binding.expression.text);
        }
        for (const Signal& signal : design.signals)
            add(list, signal.name, axes_of(signal) + (signal.help.empty() ? "" : ": " + signal.help));
    }
    for (const Parameter& parameter : design.parameters)
        add(list, parameter.name, parameter.help.empty() ? "parameter" : "parameter: " + parameter.help);
    for (const KnownName& name : built_in_table())
        add(list, name.name, name.help);
    for (const FunctionInfo& function : function_table())
        if (!is_operator(function) && (function.kind != FunctionKind::generator || is_default))
            list.push_back(
                {std::string(function.name), std::string(function.signature), std::string(function.help), true});
    Completions axes; // an axis may have a name that the list has already
    add_axes(axes, design);
    for (auto& axis : axes)
        if (std::ranges::none_of(list, [&](const Completion& c) { return c.name == axis.name; }))
            list.push_back(std::move(axis));
    return list;
}

std::vector<Completion> document_words(const Design& design, std::string_view pointer) {
    const auto top = part(pointer, 0), key = pointer.substr(pointer.rfind('/') + 1);
    if (top == "signals" && part(pointer, 2) == "axes") {
        Completions axes;
        add_axes(axes, design);
        return axes;
    }
    if (top == "signals" && key == "role")
        return ids_of(role_table);
    if (top == "evolution" && key == "kind") {
        Completions kinds;
        for (const EvolutionKindHelp& kind : evolution_kind_help())
            add(kinds, kind.id, std::string(kind.matrix) + ": " + std::string(kind.help));
        return kinds;
    }
    if (pointer == "/readout/kind")
        return ids_of(readout_table);
    if (pointer == "/normaliser/kind")
        return ids_of(normaliser_table);
    if (pointer == "/readout")
        return joined(ids_of(readout_table), formula_names(design, pointer));
    if (pointer == "/normaliser")
        return joined(ids_of(normaliser_table), formula_names(design, pointer));
    if (top == "let" || top == "axes")
        return formula_names(design, pointer);
    for (const DocumentKey& info : document_keys())
        if (info.key == key && info.takes.find('"') != std::string_view::npos)
            return quoted_words(info.takes, info.help);
    const bool any_text = std::ranges::any_of(
        document_keys(), [&](const DocumentKey& info) { return info.key == key && info.takes == "text"; });
    return any_text ? Completions{} : formula_names(design, pointer);
}

std::vector<Completion> document_keys_at(const Design& design, std::string_view pointer) {
    Completions list;
    const auto add_keys = [&](std::string_view object) {
        for (const DocumentKey& key : document_keys())
            if (key.object == object)
                add(list, key.key, key.help);
    };
    const std::string_view first = part(pointer, 0), second = part(pointer, 1);
    if (pointer.empty())
        add_keys("document");
    else if (first == "parameters" || first == "signals") {
        if (!second.empty() && part(pointer, 2).empty())
            add_keys(first == "signals" ? "signal" : "parameter");
    } else if (first == "evolution") {
        if (second.empty())
            add_keys("evolution");
        if (second.empty() && design.evolution.delay)
            add_keys("delay");
        else {
            EvolutionKind kind = design.evolution.kind;
            add_keys(evolution_kind_ids.at(kind.index()));
            for (const auto& field : evolution_fields(kind))
                add(list, field.name, field.help);
        }
    } else if (second.empty())
        add_keys(first);
    return list;
}

} // namespace alphascope
