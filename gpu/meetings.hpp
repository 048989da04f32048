#pragma once
// The upsweep for a part of the map: its rows' queries and its columns' keys, carried up the tree to each level at
// which they meet (core/engine/cpu/carried_panels.hpp), as the operands of the product stage.

#include "gpu/device_tree.hpp"

namespace alphascope::gpu {

template <class Real> class Meetings {
public:
    /// Rows and columns are panels of whole groups (tile_product.hpp), as far as the sequence goes.
    Meetings(Queue& queue, const DeviceTree<Real>& tree, Range rows, Range columns);

    TileOperands<Real> operands() const;

private:
    enum class Side { query, key };
    struct Carried;                                      ///< where panels are, and what brings them there
    Size moves(Side side, Range own, Range other) const; ///< most panels that plan() may need room for
    Carried plan(Side side, Range own, Range other, Real* room) const;

    const DeviceTree<Real>& tree_;
    Range rows_, columns_;
    Size levels_;
    Buffer<Real> room_;
    Buffer<const Real*> queries_, keys_; ///< [panel][level]
};

extern template class Meetings<float>;
extern template class Meetings<double>;

} // namespace alphascope::gpu
