#pragma once

#include "core/analysis/leaf_transports.hpp"

#include <optional>

namespace alphascope {

/// ln ‖Φ(i,0)‖₂ at some tokens i, the last among them.
struct ProductGrowth {
    std::vector<Index> positions;
    Vector log_norm;              ///< −∞ for 0
    bool estimate = false;        ///< on a random subspace, a lower bound
    std::optional<Index> lost_at; ///< a step has left less of the product than rounding there; what follows is no more
                                  ///< than a bound from above
};

/// Token by token. At every token where the norm has a formula, else at up to 1024 of them. Error: cancelled.
Result<ProductGrowth> follow_product(const System& system, Index probes, const RunContext& run);

/// At the leaves' ends, exactly.
Result<ProductGrowth> chain_leaves(const std::vector<LeafTransport>& leaves, const RunContext& run);

} // namespace alphascope
