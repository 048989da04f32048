#pragma once
// The evolution kinds by name, and the expressions each is made of: one list for reader, writer, checks and editor.

#include "core/design/design.hpp"

#include <array>
#include <string_view>
#include <vector>

namespace alphascope {

/// Ids as written in documents, in the order of EvolutionKind.
inline constexpr std::array<std::string_view, 10> evolution_kind_ids{
    "identity",    "scalar",   "diagonal", "rotation",    "blocks",
    "householder", "low_rank", "dense",    "convolution", "level_merge"};

/// One expression of an evolution: exactly one of the pointers is set.
struct EvolutionField {
    std::string_view name, help;
    Expression* required = nullptr;
    std::optional<Expression>* optional = nullptr;
    const Expression* get() const { return required ? required : optional->has_value() ? &**optional : nullptr; }
};

/// The fields of the kind an evolution has (delay and shear not included), in document order.
std::vector<EvolutionField> evolution_fields(EvolutionKind& kind);

/// A kind by id with empty expressions; nullopt when there is no such id.
std::optional<EvolutionKind> make_evolution_kind(std::string_view id);

/// Calls visit(pointer, expression) for every expression of the design after its `let` list: evolution, write, read,
/// value, skip, window, direction, readout, normaliser. Pointers are JSON pointers into the document.
template <class Visit> void for_each_expression(Design& design, Visit visit) {
    const std::string inner = design.evolution.delay ? "/evolution/inner/" : "/evolution/";
    for (const auto& field : evolution_fields(design.evolution.kind)) {
        if (field.required)
            visit(inner + std::string(field.name), *field.required);
        else if (*field.optional)
            visit(inner + std::string(field.name), **field.optional);
    }
    if (design.evolution.delay && design.evolution.delay->carry)
        visit("/evolution/carry", *design.evolution.delay->carry);
    if (design.evolution.shear)
        visit("/evolution/shear", *design.evolution.shear);
    visit("/write", design.write);
    visit("/read", design.read);
    if (design.value)
        visit("/value", *design.value);
    if (design.skip)
        visit("/skip", *design.skip);
    if (design.window)
        visit("/window", *design.window);
    if (design.backward_read)
        visit("/direction/read", *design.backward_read);
    if (design.readout.formula)
        visit("/readout", *design.readout.formula);
    for (auto& [name, expression] : design.readout.values)
        visit("/readout/" + name, expression);
    if (design.normaliser.formula)
        visit("/normaliser", *design.normaliser.formula);
    for (auto& [name, expression] : design.normaliser.values)
        visit("/normaliser/" + name, expression);
}

} // namespace alphascope
