#pragma once
// What a design is, computed from it, never typed (SPEC section 2, last item).

#include "core/design/design.hpp"

#include <string>

namespace alphascope {

struct Properties {
    bool causal = true;             ///< no expression looks at all of time
    bool local = true;              ///< A_i, b_j, q_i depend on their own token only
    bool linear_readout = true;     ///< φ linear: a state of constant size suffices (PRINCIPLES 2.1)
    bool constant_evolution = true; ///< A does not depend on the token
    bool time_invariant = true;     ///< A, b, q, shear do not depend on the token: the scores are a convolution
    std::string step_class;         ///< "diagonal + rank 1", "complex diagonal", ...
    bool closed_form_eigenvalues = true;
};
Properties properties(const Design& design);

/// Numbers kept per token and map: n·d_v for a linear readout (constant), i·(n + d_v) at token i otherwise.
std::string memory_text(const Properties& properties);

/// The system in readable mathematics, one line each: {"A_i", "exp(g) (I − beta k kᵀ)"}, let bindings first.
struct MathLine {
    std::string left, right;
};
std::vector<MathLine> mathematics(const Design& design);

} // namespace alphascope
