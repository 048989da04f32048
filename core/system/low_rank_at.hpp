#pragma once

#include "core/system/system.hpp"

namespace alphascope {

/// One low-rank step as diag(d) + uᵀ v, u and v of rank × n.
struct DiagonalPlusLowRank {
    Vector d;
    Matrix u, v;
    bool isotropic() const { return (d.array() == d[0]).all(); }
};

/// Both orders in one form: with the decay first, the read vectors see the decayed state.
inline DiagonalPlusLowRank low_rank_at(const LowRankSteps& s, Index i) {
    const auto row = [i](const Matrix& m) { return m.row(m.rows() == 1 ? 0 : i).data(); };
    const Index n = s.d.cols();
    DiagonalPlusLowRank a{Eigen::Map<const Vector>(row(s.d), n), Eigen::Map<const Matrix>(row(s.u), s.rank, n),
                          Eigen::Map<const Matrix>(row(s.v), s.rank, n)};
    if (s.decay_first)
        a.v = a.v * a.d.asDiagonal();
    return a;
}

} // namespace alphascope
