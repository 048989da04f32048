#pragma once
// Statistics of the coefficient map's rows (PRINCIPLES 3.5).

#include "core/analysis/coefficient_map.hpp"

namespace alphascope {

/// Of one row of α (entries j ≤ i). p_j = |α_j| / Σ|α|.
struct RowSummary {
    double sum = 0;             ///< Σ α
    double abs_sum = 0;         ///< Σ |α|
    double sum_squares = 0;     ///< Σ α² (output variance factor)
    double entropy = 0;         ///< −Σ p ln p in nats; 0 for one token; NaN for an empty row
    double effective_count = 0; ///< 1 / Σ p²; NaN for an empty row
    double negative_mass = 0;   ///< Σ_{α<0} |α| / Σ |α|
    bool empty = false;         ///< every α is 0: o_i = 0
};
RowSummary summarise_row(std::span<const double> alpha);

/// Rows [rows.begin, rows.end) of a prepared system, strip by strip: memory O(strip).
Result<std::vector<RowSummary>> summarise_rows(const Prepared& prepared, Range rows, const RunContext& run = {});

/// exp(entropy of σ_m / Σσ) of a map. O(L³); meant for L ≤ 512.
double effective_rank(const Matrix& alpha);

/// rank_ε(α[t+1..L, 1..t]) relative to the block's largest singular value, maximum over about `splits` cuts t.
Index hankel_rank(const Matrix& alpha, double epsilon = 1e-6, int splits = 16);

} // namespace alphascope
