#pragma once
// Seeded systems of every step kind, for parity tables, benchmarks and tests. Systems, not architectures.

#include "core/system/system.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace alphascope {

enum class Gates {
    usual,   ///< decays spread over (0.5, 1)
    extreme, ///< 1e-6, 1 − 1e-7 and 0 among them
};

/// Kinds with a system to show: step_kind_ids, then softmax, delta, gated_delta, and low_rank_2 (two factors, decay
/// first), constant_diagonal, sheared, delayed and delayed_through (a delay block around rotations).
const std::vector<std::string>& example_kinds();

/// Kinds of coordinates in pairs.
bool needs_even_state(std::string_view kind);

/// b and q of standard deviation n^(-1/2) and 1; unit keys in the low-rank kinds. φ = identity and η = 1, for softmax
/// exp and sum. Same arguments, same numbers. @pre kind is one of example_kinds(); state even where the kind needs it.
System example_system(const std::string& kind, Index length, Index state, Gates gates = Gates::usual,
                      std::uint64_t seed = 1);

} // namespace alphascope
