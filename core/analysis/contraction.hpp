#pragma once
// The contraction certificate of a design (PRINCIPLES 3.4, item 1): ‖A_i‖₂ ≤ 1 at every token bounds all products.

#include "core/analysis/principles.hpp"
#include "core/design/design.hpp"

#include <string>

namespace alphascope {

/// yes: the form of A proves ‖A_i‖ ≤ 1 for all inputs that keep the signals' promises (ranges, norm 1), at the
/// parameters' present values. no: random tokens give a step whose norm is above 1. unknown: neither.
struct Contraction {
    Answer answer = Answer::unknown;
    std::string reason; ///< one line
};

/// Realises the design on a small scene of random tokens where the form alone does not tell. Shear is no part of it.
Contraction contraction(const Design& design);

} // namespace alphascope
