#pragma once
// The upsweep for a part of the map: its rows' queries and its columns' keys, carried up the tree to each level at
// which they meet (core/engine/cpu/carried_panels.hpp), as the operands of the product stage.

#include "gpu/device_tree.hpp"

#include <vector>

namespace alphascope::gpu {

template <class Real> class Meetings {
public:
    /// Rows and columns are panels of whole groups (tile_product.hpp), as far as the sequence goes.
    Meetings(Queue& queue, const DeviceTree<Real>& tree, Range rows, Range columns);
    /// Any panels, in increasing order.
    Meetings(Queue& queue, const DeviceTree<Real>& tree, std::vector<Index> rows, std::vector<Index> columns);

    /// @pre rows and columns are ranges
    TileOperands<Real> operands() const;
    const Real* const* queries() const { return queries_.data(); } ///< [place in the list][level]
    const Real* const* keys() const { return keys_.data(); }
    Size levels() const { return levels_; }

private:
    enum class Side { query, key };
    struct Carried; ///< where panels are, and what brings them there
    Size moves(Side side, const std::vector<Index>& own,
               const std::vector<Index>& other) const; ///< most panels that plan() may need room for
    Carried plan(Side side, const std::vector<Index>& own, const std::vector<Index>& other, Real* room) const;

    const DeviceTree<Real>& tree_;
    std::vector<Index> rows_, columns_;
    Size levels_;
    Buffer<Real> room_;
    Buffer<const Real*> queries_, keys_; ///< [panel][level]
};

extern template class Meetings<float>;
extern template class Meetings<double>;

} // namespace alphascope::gpu
