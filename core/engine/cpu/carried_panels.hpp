#pragma once
// The upsweep of the transport tree for the panels of a tile: queries carried back to the start of each node on their
// way up, keys carried forward to its end. Only levels at which a panel meets the other side are kept.

#include "core/engine/cpu/transport_tree.hpp"

#include <vector>

namespace alphascope::cpu {

/// The level at which panels p > r meet: they lie in sibling nodes there.
Index meeting_level(Index p, Index r);

/// Some panels of a sequence, in increasing order.
class PanelList {
public:
    explicit PanelList(Range panels);
    explicit PanelList(std::vector<Index> panels);
    Index size() const { return static_cast<Index>(panels_.size()); }
    Index operator[](Index k) const { return panels_[static_cast<std::size_t>(k)]; }
    Index position(Index p) const; ///< of panel p, which is in the list
    bool any_in(Range panels) const;

private:
    std::vector<Index> panels_;
    bool contiguous_;
};

template <class Real> class CarriedPanels {
public:
    /// Panels `own` of one side (queries are rows, keys are columns), in increasing order, for their meetings with
    /// panels `other`. Does nothing for what comes after run.stop is requested.
    CarriedPanels(const TransportTree<Real>& tree, Side side, PanelList own, PanelList other, const RunContext& run);

    /// @pre panel p meets some panel of the other side at this level.
    const Real* at(Index p, Index level) const {
        return panels_[static_cast<std::size_t>(own_.position(p) * levels_ + level)];
    }

private:
    bool meets(Index p, Index level) const;
    Index room_for(Index p) const; ///< numbers that carry(p) fills
    void carry(Index p, Real* room);
    void carry_by_factor(Index p, Real* room);
    void carry_by_matrix(Index p, Real* room);
    void carry_merging(Index p, Real* room);
    const Real*& place(Index p, Index level) {
        return panels_[static_cast<std::size_t>(own_.position(p) * levels_ + level)];
    }
    /// Going up from this level, panel p is carried across its sibling.
    bool moves_from(Index p, Index level) const { return (p >> level & 1) == (side_ == Side::query); }
    Index sibling(Index p, Index level) const { return p >> level ^ 1; }
    Index last_meeting(Index p) const;

    const TransportTree<Real>& tree_;
    Side side_;
    PanelList own_, other_;
    Index levels_ = 0;
    std::vector<const Real*> panels_; ///< own × levels
    Room<Real> room_;
};

extern template class CarriedPanels<float>;
extern template class CarriedPanels<double>;

} // namespace alphascope::cpu
