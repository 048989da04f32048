#include "core/engine/cpu/sampled_panels.hpp"

#include "core/base/thread_pool.hpp"
#include "core/engine/flush_denormals.hpp"

#include <algorithm>

namespace alphascope::cpu {
namespace {

/// Lanes [begin, end) of `from` into the same lanes of `to`.
template <class Real> void copy_lanes(const Real* from, Index begin, Index end, Index features, Real* to) {
    for (Index m = 0; m < features; ++m)
        std::copy(from + m * panel + begin, from + m * panel + end, to + m * panel + begin);
}

template <class Real> void copy_lane(const Real* from, Index lane, Index features, Real* to, Index to_lane) {
    for (Index m = 0; m < features; ++m)
        to[m * panel + to_lane] = from[m * panel + lane];
}

/// Levels up to the last at which two leaves of the lists may meet.
Index levels_over(std::span<const Index> tokens, const PanelList& other) {
    const Index first = std::min(tokens.front() / panel, other[0]),
                last = std::max(tokens.back() / panel, other[other.size() - 1]);
    return std::max<Index>(1, meeting_level(first, last) + 1);
}

} // namespace

PanelList leaves_of(std::span<const Index> tokens) {
    std::vector<Index> leaves;
    for (const Index token : tokens)
        if (leaves.empty() || leaves.back() != token / panel)
            leaves.push_back(token / panel);
    return PanelList(std::move(leaves));
}

template <class Real>
SampledPanels<Real>::SampledPanels(const TransportTree<Real>& tree, Side side, std::span<const Index> tokens,
                                   const PanelList& other, const RunContext& run)
    : tree_(tree), side_(side), tokens_(tokens), levels_(levels_over(tokens, other)) {
    for (Index level = 0; level < levels_; ++level) {
        first_.push_back(size_);
        if (level + 1 == levels_ || tree.kind() != TransportKind::none) // else all levels are one
            size_ += panel * tree.inner(level);
    }
    room_ = Room<Real>(panels() * size_);
    std::fill_n(room_.data(), panels() * size_, Real{0}); // lanes without a token are multiplied too
    parallel_for(panels(), [&](Index k) {
        const FlushDenormals flush;
        if (run.cancelled())
            return;
        if (tree.kind() == TransportKind::low_rank || tree.kind() == TransportKind::dense)
            carry_by_matrix(k);
        else
            carry_leaves(k, other, run);
    });
}

template <class Real> std::span<const Index> SampledPanels<Real>::tokens(Index k) const {
    const auto begin = static_cast<std::size_t>(k * panel);
    return tokens_.subspan(begin, std::min<std::size_t>(panel, tokens_.size() - begin));
}

// Tokens in one node cross the same transport: one product for all of them.
template <class Real> void SampledPanels<Real>::carry_by_matrix(Index k) {
    const auto own = tokens(k);
    const Index n = tree_.state(), count = static_cast<Index>(own.size());
    const auto node = [&](Index lane, Index level) { return own[static_cast<std::size_t>(lane)] / panel >> level; };
    for (Index lane = 0; lane < count; ++lane)
        copy_lane(tree_.leaf(side_, node(lane, 0)), own[static_cast<std::size_t>(lane)] % panel, n, place(k, 0), lane);
    Room<Real> moved(panel * n);
    for (Index level = 0; level + 1 < levels_; ++level) {
        const Real* now = at(k, level);
        Real* above = place(k, level + 1);
        std::copy_n(now, panel * n, above);
        for (Index begin = 0, end = 0; begin < count; begin = end) {
            const Index x = node(begin, level), sibling = x ^ 1;
            for (end = begin; end < count && node(end, level) == x; ++end) {
            }
            if ((x & 1) != (side_ == Side::query) || !tree_.has_transport(level, sibling))
                continue; // it stays, or meets nothing above
            tree_.kernels().transport(tree_.matrix(level, sibling), n, side_ == Side::query, now, moved.data());
            copy_lanes(moved.data(), begin, end, n, above);
        }
    }
}

// Where a transport costs no more than the panel itself, whole leaves are carried and the tokens taken out.
template <class Real> void SampledPanels<Real>::carry_leaves(Index k, const PanelList& other, const RunContext& run) {
    const auto own = tokens(k);
    const CarriedPanels<Real> leaves(tree_, side_, leaves_of(own), other, run);
    for (std::size_t t = 0; t < own.size(); ++t)
        for (Index level = tree_.kind() == TransportKind::none ? levels_ - 1 : 0; level < levels_; ++level)
            if (const Real* met = leaves.at(own[t] / panel, level))
                copy_lane(met, own[t] % panel, tree_.inner(level), place(k, level), static_cast<Index>(t));
}

template class SampledPanels<float>;
template class SampledPanels<double>;

} // namespace alphascope::cpu
