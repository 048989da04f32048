#pragma once
// What changes from one design to another, choice by choice: A, b, q, φ, η, and what else either of them has.

#include "core/design/design.hpp"
#include "core/design/properties.hpp"

#include <string>
#include <vector>

namespace alphascope {

/// One choice as a design makes it. `where` explains the names in it: let bindings, parameters with their values, and
/// signals of norm 1; where both designs write the same text but mean other signals, also their axes. An absent choice
/// has an empty text.
struct ChoiceText {
    std::string text;
    std::vector<MathLine> where;
};

/// One choice of both designs. Equal when the texts are once names are resolved: let bindings written out, parameters
/// by value, and a signal that is the only one of its role by its role and axes, so that spelling alone is no change.
struct ChoiceDifference {
    std::string symbol, name; ///< "A_i", "evolution"
    ChoiceText first, second;
    bool changed = false;
};

struct PropertyDifference {
    std::string name, first, second;
    bool changed() const { return first != second; }
};

struct DesignDifference {
    std::vector<ChoiceDifference> choices; ///< evolution, write, read, readout, normaliser; then others that changed
    std::vector<PropertyDifference> properties;
    bool any() const; ///< does any choice change?
};

DesignDifference difference(const Design& first, const Design& second);

/// "changes A_i, φ(s); keeps b_j, q_i, η_i", or "the same system".
std::string summary(const DesignDifference& difference);

} // namespace alphascope
