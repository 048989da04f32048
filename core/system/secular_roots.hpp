#pragma once
// Eigenvalues of a diagonal minus a symmetric rank-one matrix, all of them at once (ALGORITHMS section 14).

#include "core/base/types.hpp"

#include <vector>

namespace alphascope {

/// The eigenvalues of diag(d) − z zᵀ, z_k² = w_k ≥ 0, are real and interlace d: roots of 1 = Σ_k w_k / (d_k − x), one
/// between two neighbouring poles and one below all of them. O(n²) with about seven passes; errors of a few units in
/// the last place of max(|d|, Σ w). Equal poles and zero weights are taken out first: there d_k itself is the root.
/// Keeps its room between calls: one object a thread.
class SecularRoots {
public:
    /// All n roots, ascending; NaN when an input is not finite, or a root was not found. Valid until the next call.
    const Vector& all(const double* d, const double* w, Index n);
    /// Only the lowest and the highest of them, in O(n log n).
    std::pair<double, double> extremes(const double* d, const double* w, Index n);

private:
    bool take_out(const double* d, const double* w, Index n);
    void solve(const std::vector<Index>& which);

    std::vector<std::pair<double, double>> poles_; ///< (d, w), ascending
    std::vector<double> d_, w_;                    ///< the poles that are left: ascending, apart, with weight
    std::vector<double> settled_;                  ///< eigenvalues that were taken out
    std::vector<Index> which_;
    Vector roots_;
};

} // namespace alphascope
