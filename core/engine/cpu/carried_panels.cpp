#include "core/engine/cpu/carried_panels.hpp"

#include "core/base/thread_pool.hpp"
#include "core/engine/flush_denormals.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <functional>
#include <numeric>

namespace alphascope::cpu {

Index meeting_level(Index p, Index r) {
    return std::bit_width(static_cast<std::uint64_t>(p ^ r)) - 1;
}

PanelList::PanelList(Range panels) : panels_(static_cast<std::size_t>(panels.size())), contiguous_(true) {
    std::iota(panels_.begin(), panels_.end(), panels.begin);
}

PanelList::PanelList(std::vector<Index> panels) : panels_(std::move(panels)) {
    contiguous_ = panels_.empty() || panels_.back() - panels_.front() + 1 == size();
}

Index PanelList::position(Index p) const {
    return contiguous_ ? p - panels_.front() : std::lower_bound(panels_.begin(), panels_.end(), p) - panels_.begin();
}

bool PanelList::any_in(Range panels) const {
    const auto first = std::lower_bound(panels_.begin(), panels_.end(), panels.begin);
    return first != panels_.end() && *first < panels.end;
}

template <class Real>
CarriedPanels<Real>::CarriedPanels(const TransportTree<Real>& tree, Side side, PanelList own, PanelList other,
                                   const RunContext& run)
    : tree_(tree), side_(side), own_(std::move(own)), other_(std::move(other)),
      levels_(std::bit_width(static_cast<std::uint64_t>(tree.panels()))),
      panels_(static_cast<std::size_t>(own_.size() * levels_)) {
    std::vector<Index> first(static_cast<std::size_t>(own_.size()) + 1);
    for (Index k = 0; k < own_.size(); ++k)
        first[static_cast<std::size_t>(k) + 1] = first[static_cast<std::size_t>(k)] + room_for(own_[k]);
    room_ = Room<Real>(first.back());
    parallel_for(own_.size(), [&](Index k) {
        const FlushDenormals flush;
        if (!run.cancelled())
            carry(own_[k], room_.data() + first[static_cast<std::size_t>(k)]);
    });
}

template <class Real> bool CarriedPanels<Real>::meets(Index p, Index level) const {
    if ((p >> level & 1) != (side_ == Side::query))
        return false;
    const Index first = sibling(p, level) << level;
    return other_.any_in({first, first + (Index{1} << level)});
}

template <class Real> Index CarriedPanels<Real>::last_meeting(Index p) const {
    for (Index level = levels_ - 1; level >= 0; --level)
        if (meets(p, level))
            return level;
    return -1;
}

template <class Real> Index CarriedPanels<Real>::room_for(Index p) const {
    if (tree_.kind() == TransportKind::none)
        return 0;
    Index count = 0;
    const Index last = last_meeting(p);
    if (tree_.kind() == TransportKind::level_merge)
        for (Index level = 0; level <= last; ++level)
            count += meets(p, level) ? panel * tree_.inner(level) : 0;
    else
        for (Index level = 0; level < last; ++level)
            count += moves_from(p, level) ? panel * tree_.state() : 0;
    return count;
}

template <class Real> void CarriedPanels<Real>::carry(Index p, Real* room) {
    if (tree_.kind() == TransportKind::none)
        for (Index level = 0; level < levels_; ++level)
            place(p, level) = tree_.leaf(side_, p);
    else if (tree_.kind() == TransportKind::low_rank || tree_.kind() == TransportKind::dense)
        carry_by_matrix(p, room);
    else if (tree_.kind() == TransportKind::level_merge)
        carry_merging(p, room);
    else
        carry_by_factor(p, room);
}

template <class Real> void CarriedPanels<Real>::carry_by_matrix(Index p, Real* room) {
    const Real* current = tree_.leaf(side_, p);
    const Index last = last_meeting(p);
    for (Index level = 0; level <= last; ++level) {
        place(p, level) = current;
        if (level == last || !moves_from(p, level))
            continue;
        tree_.kernels().transport(tree_.matrix(level, sibling(p, level)), tree_.state(), side_ == Side::query, current,
                                  room);
        current = room;
        room += panel * tree_.state();
    }
}

// Products of factors are cheap: they are taken in double up to each meeting, and round once (section 8, rule 1).
template <class Real> void CarriedPanels<Real>::carry_by_factor(Index p, Real* room) {
    const Index n = tree_.state(), width = tree_.width(), last = last_meeting(p);
    const bool blocks = tree_.kind() == TransportKind::blocks;
    std::vector<double> factor(static_cast<std::size_t>(width), 1.0);
    for (std::size_t m = 0; blocks && m < factor.size(); ++m)
        factor[m] = m % 4 == 0 || m % 4 == 3;
    std::vector<Real> rounded(static_cast<std::size_t>(blocks ? width : n));
    const Real *leaf = tree_.leaf(side_, p), *current = leaf;
    bool moved = false; // since `current`
    for (Index level = 0; level <= last; ++level) {
        if (moved && meets(p, level)) {
            for (std::size_t m = 0; m < rounded.size(); ++m)
                rounded[m] = static_cast<Real>(factor[width == 1 ? 0 : m]);
            (blocks ? tree_.kernels().turn : tree_.kernels().scale)(rounded.data(), n, leaf, room);
            current = room;
            room += panel * n;
            moved = false;
        }
        place(p, level) = current;
        if (level == last || !moves_from(p, level))
            continue;
        const double* step = tree_.factor(level, sibling(p, level));
        if (blocks)
            multiply_blocks(step, side_ == Side::query, factor.data(), width / 4);
        else
            for (Index m = 0; m < width; ++m)
                factor[static_cast<std::size_t>(m)] *= step[m];
        moved = true;
    }
}

// What meets at a level are the parts from the merged one on: of a query its own, of a key the sum up to it and what
// was written above (merge_leaf_kernels.hpp).
template <class Real> void CarriedPanels<Real>::carry_merging(Index p, Real* room) {
    const bool query = side_ == Side::query;
    const Index part = tree_.parts().part, above = part * panel, last = last_meeting(p);
    const Real* leaf = tree_.leaf(side_, p);
    std::vector<Real> merged(static_cast<std::size_t>(query ? 0 : above)), factors;
    std::copy_n(leaf, merged.size(), merged.begin());
    double decay = 1;
    for (Index level = 0; level <= last; ++level) {
        const bool writes = level + levels_of_leaf < tree_.parts().written;
        if (!query && level > 0 && writes)
            std::transform(merged.begin(), merged.end(), leaf + level * above, merged.begin(), std::plus<>());
        if (meets(p, level)) {
            const Index size = tree_.inner(level);
            factors.assign(static_cast<std::size_t>(size), static_cast<Real>(decay));
            const auto scaled = [&](const Real* from, Index features, Real* to) {
                tree_.kernels().scale(factors.data(), features, from, to);
            };
            if (query) {
                scaled(leaf + level * above, size, room);
            } else {
                scaled(merged.data(), part, room);
                scaled(leaf + (level + 1) * above, size - part, room + above);
            }
            place(p, level) = room;
            room += panel * size;
        }
        if (level < last && moves_from(p, level))
            decay *= tree_.factor(level, sibling(p, level))[0];
    }
}

template class CarriedPanels<float>;
template class CarriedPanels<double>;

} // namespace alphascope::cpu
