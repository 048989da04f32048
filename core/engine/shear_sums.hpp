#pragma once
// The score bias shear_{j+1} + ... + shear_i as a difference of cumulative sums, in double (ALGORITHMS section 8).

#include "core/system/system.hpp"

#include <limits>
#include <vector>

namespace alphascope {

/// A shear of −inf (a forget gate of 0) cuts: every pair on both sides of it gets −inf, the others a finite difference.
class ShearSums {
public:
    explicit ShearSums(const Vector& shear);
    bool empty() const { return sum_.empty(); }
    const std::vector<double>& sums() const { return sum_; }
    const std::vector<Index>& cuts() const { return cut_; }
    double bias(Index i, Index j) const {
        return j < cut_[i] ? -std::numeric_limits<double>::infinity() : sum_[i] - sum_[j];
    }

private:
    std::vector<double> sum_; ///< of the finite entries up to and including i
    std::vector<Index> cut_;  ///< the last position ≤ i with shear −inf, or 0
};

} // namespace alphascope
