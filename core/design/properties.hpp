#pragma once
// What a design is, computed from it, never typed (SPEC section 2, last item).

#include "core/design/design.hpp"

#include <string>

namespace alphascope {

struct Properties {
    bool causal = true;             ///< one direction, and no expression looks at all of time
    bool local = true;              ///< A_i, b_j, q_i depend on their own token only
    bool linear_readout = true;     ///< φ linear: a state of constant size suffices (PRINCIPLES 2.1)
    bool constant_evolution = true; ///< A does not depend on the token
    bool time_invariant = true;     ///< A, b, q, shear do not depend on the token: the scores are a convolution
    std::string step_class;         ///< "diagonal + rank 1", "complex diagonal", ...
    bool closed_form_eigenvalues = true;
};
Properties properties(const Design& design);

/// The signals that A, b, q, φ, η, the skip, the window or the shear rest on, through `let`, in the order of the
/// design: all but those that only the value v reads.
std::vector<std::string> signals_in_alpha(const Design& design);

/// What an optional signal is where a file leaves it out.
const Expression& neutral_value(const Signal& signal);

/// Numbers one map needs to go on from token i, n being the size of the realised state (PRINCIPLES 2.1): n·d_v where φ
/// is linear, else what is kept of each token so far, i·(n + d_v), or of those in the window.
std::string memory_text(const Design& design);

/// The system in readable mathematics, one line each: {"A_i", "exp(g) (I − beta k kᵀ)"}, let bindings first.
struct MathLine {
    std::string left, right;
};
std::vector<MathLine> mathematics(const Design& design);

} // namespace alphascope
