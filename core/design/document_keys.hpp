#pragma once
// The words of a design document beside its formulas: keys, kinds of evolution, and what each is for. Help, completion
// and the form read them.

#include <span>
#include <string_view>

namespace alphascope {

/// One key. `object` is "document", "reference", "parameter", "signal", "evolution", "delay", an evolution kind,
/// "readout" or "normaliser".
struct DocumentKey {
    std::string_view object, key;
    std::string_view takes; ///< "formula", "text", "a | b", ...
    bool required;
    std::string_view help;
};
/// Every key but the formulas of the evolution kinds, which evolution_fields() has.
std::span<const DocumentKey> document_keys();

/// Help of a key; empty when there is no such key.
std::string_view key_help(std::string_view object, std::string_view key);

/// What A_i is for one id of evolution_kind_ids, or for "delay".
struct EvolutionKindHelp {
    std::string_view id, matrix, help;
};
std::span<const EvolutionKindHelp> evolution_kind_help();

} // namespace alphascope
