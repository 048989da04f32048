#pragma once
// What can be said of a system at once, as badges (PRINCIPLES section 2). Computed, never typed.

#include "core/analysis/stability.hpp"

namespace alphascope {

enum class Answer { no, yes, unknown }; ///< unknown: the form alone does not tell

struct SystemProperties {
    Answer linear_readout = Answer::unknown; ///< φ(s) = s: a fixed-size recurrence exists (principle 1)
    Answer zero_level_set = Answer::unknown; ///< φ can be exactly 0, so an input can be dropped (principle 2)
    bool positional = false;                 ///< A_i ≠ I or a shear: order enters the coefficients (principle 3)
    bool order_sensitive = false;          ///< the form of A allows steps that do not commute (level 2 of principle 3)
    bool time_invariant = false;           ///< A is the same at all tokens
    Answer non_negative = Answer::unknown; ///< every α ≥ 0, by the form of φ and η
    Answer row_stochastic = Answer::unknown; ///< non-negative rows of sum 1, by the form of φ and η
    Answer contraction = Answer::unknown;    ///< ‖A_i‖ ≤ 1 at all tokens: ‖Φ‖ ≤ 1 (principle 4)
};

SystemProperties properties(const System& system, const Stability& stability);

} // namespace alphascope
