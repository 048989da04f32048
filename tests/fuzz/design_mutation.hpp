#pragma once
// Random structural edits of design documents, the same on every machine.

#include "tests/fuzz/mutation.hpp"

#include <string>
#include <vector>

/// One to three of: a key, signal, evolution, expression, axis list, role, size, readout or normaliser of another seed
/// put in; a key deleted, doubled or renamed; an expression wrapped in a call or joined with another one; an evolution
/// put inside a delay or taken out; odd numbers for parameters and sizes. Now and then a damaged byte.
/// @param seeds design documents (JSON)
std::string mutated_design(const std::vector<std::string>& seeds, Dice& dice);
