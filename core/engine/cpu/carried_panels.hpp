#pragma once
// The upsweep of the transport tree for the panels of a tile: queries carried back to the start of each node on their
// way up, keys carried forward to its end. Only levels at which a panel meets the other side are kept.

#include "core/engine/cpu/transport_tree.hpp"

namespace alphascope::cpu {

/// The level at which panels p > r meet: they lie in sibling nodes there.
Index meeting_level(Index p, Index r);

template <class Real> class CarriedPanels {
public:
    /// Panels `own` of one side (queries are rows, keys are columns) for their meetings with panels `other`. Does
    /// nothing for what comes after run.stop is requested.
    CarriedPanels(const TransportTree<Real>& tree, Side side, Range own, Range other, const RunContext& run);

    /// @pre panel p meets some panel of the other side at this level.
    const Real* at(Index p, Index level) const {
        return panels_[static_cast<std::size_t>((p - own_.begin) * levels_ + level)];
    }

private:
    bool meets(Index p, Index level) const;
    Index moves(Index p) const; ///< panels that carry(p) fills
    void carry(Index p, Real* room);
    void carry_by_factor(Index p, Real* room);
    void carry_by_matrix(Index p, Real* room);
    const Real*& place(Index p, Index level) {
        return panels_[static_cast<std::size_t>((p - own_.begin) * levels_ + level)];
    }
    /// Going up from this level, panel p is carried across its sibling.
    bool moves_from(Index p, Index level) const { return (p >> level & 1) == (side_ == Side::query); }
    Index sibling(Index p, Index level) const { return p >> level ^ 1; }
    Index last_meeting(Index p) const;

    const TransportTree<Real>& tree_;
    Side side_;
    Range own_, other_;
    Index levels_ = 0;
    std::vector<const Real*> panels_; ///< own × levels
    Room<Real> room_;
};

extern template class CarriedPanels<float>;
extern template class CarriedPanels<double>;

} // namespace alphascope::cpu
