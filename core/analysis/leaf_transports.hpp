#pragma once
// The sequence in stretches ("leaves", ALGORITHMS section 3), each with the product of its steps: what norms of long
// products, Lyapunov exponents and transient gains are made of where steps mix all states.

#include "core/base/error.hpp"
#include "core/base/run_context.hpp"
#include "core/system/system.hpp"

#include <optional>
#include <vector>

namespace alphascope {

/// exp(log_scale) · matrix = Φ(tokens.end, tokens.begin): the steps after token `begin` up to and with `end`.
struct LeafTransport {
    Range tokens;
    Matrix matrix;
    double log_scale = 0;
    std::optional<Index> lost_at; ///< a step after which rounding is all there is (log_scale.hpp, is_rounding)
};

/// Ends of at most `count` leaves that cover 0 .. last, `inner` among them: first 0, last `last`.
std::vector<Index> leaf_bounds(Index last, Index count, Index inner);

/// One leaf between each two neighbouring bounds, in parallel; 5 n² flops a token for low-rank steps, 2 n³ for dense
/// ones. Error: cancelled.
Result<std::vector<LeafTransport>> leaf_transports(const System& system, const std::vector<Index>& bounds,
                                                   const RunContext& run);

/// flops of the above.
double leaf_transport_work(const System& system);

} // namespace alphascope
