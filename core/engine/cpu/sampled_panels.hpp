#pragma once
// Tokens anywhere in the sequence, 32 to a panel, carried up the tree together: what CarriedPanels is to whole leaves.
// Each token crosses the transports it crosses there, in the same order: the numbers are the same bits.

#include "core/engine/cpu/carried_panels.hpp"

#include <span>
#include <vector>

namespace alphascope::cpu {

/// The leaves of tokens in increasing order.
PanelList leaves_of(std::span<const Index> tokens);

template <class Real> class SampledPanels {
public:
    /// `tokens` of one side in increasing order, for their meetings with leaves `other`. Does nothing for what comes
    /// after run.stop is requested.
    SampledPanels(const TransportTree<Real>& tree, Side side, std::span<const Index> tokens, const PanelList& other,
                  const RunContext& run);

    Index panels() const { return (static_cast<Index>(tokens_.size()) + panel - 1) / panel; }
    /// Tokens of panel k, which are its first lanes.
    std::span<const Index> tokens(Index k) const;
    /// @pre the tokens in question meet leaves of the other side at this level.
    const Real* at(Index k, Index level) const { return room_.data() + k * size_ + first(level); }

private:
    Index first(Index level) const { return first_[static_cast<std::size_t>(level)]; }
    Real* place(Index k, Index level) { return room_.data() + k * size_ + first(level); }
    void carry_by_matrix(Index k);
    void carry_leaves(Index k, const PanelList& other, const RunContext& run);

    const TransportTree<Real>& tree_;
    Side side_;
    std::span<const Index> tokens_;
    Index levels_, size_ = 0;
    std::vector<Index> first_; ///< of a level among the numbers of a panel
    Room<Real> room_;
};

extern template class SampledPanels<float>;
extern template class SampledPanels<double>;

} // namespace alphascope::cpu
