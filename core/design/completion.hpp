#pragma once
// What may be written at a place of a design: names for formulas, words of the closed vocabularies.

#include "core/design/design.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace alphascope {

struct Completion {
    std::string name;  ///< what is written
    std::string label; ///< as a list shows it: "sum(x, axis)"
    std::string help;
    bool function = false;
};

/// Names that the formula at a JSON pointer may use: the design's own first, then those of the language.
std::vector<Completion> formula_names(const Design& design, std::string_view pointer);

/// What the text at a JSON pointer of the document may hold: a role, a kind, axes, names of a formula; nothing where
/// any text does ("/note").
std::vector<Completion> document_words(const Design& design, std::string_view pointer);

/// The keys that the object at a JSON pointer of the document may have; nothing where names are free ("/signals").
std::vector<Completion> document_keys_at(const Design& design, std::string_view pointer);

} // namespace alphascope
