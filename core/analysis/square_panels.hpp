#pragma once

#include "core/base/types.hpp"
#include "core/engine/panel_steps.hpp"

#include <vector>

namespace alphascope {

/// An n × n matrix in panels of 32 columns, as the engine's kernels take it: products of hundreds of small matrices in
/// the widest instruction set there is.
class SquarePanels {
public:
    static SquarePanels identity(Index n);
    explicit SquarePanels(const Matrix& square);

    Index size() const { return n_; }
    Matrix matrix() const;
    /// this ← left · this.
    void multiply_from_left(const Matrix& left);
    double take_scale(); ///< as of any block (log_scale.hpp)
    double frobenius() const;
    /// Makes the columns orthonormal, the first ones first (Gram and Schmidt, again where much was lost): lengths[k] is
    /// what was left of column k, r_kk. A column of which nothing is left becomes 0.
    void orthonormalise(Vector& lengths);

private:
    explicit SquarePanels(Index n);

    Index n_;
    std::vector<AlignedDoubles> panels_;
    AlignedDoubles next_;
};

} // namespace alphascope
