#include "gpu/meetings.hpp"

#include "gpu/places.hpp"

#include <algorithm>
#include <bit>

namespace alphascope::gpu {
namespace {

/// Some panels of a sequence on their way up, as sets of levels.
struct Way {
    std::uint64_t meets = 0, moves = 0;
    Size last = -1; ///< meeting
};

bool any_in(const std::vector<Index>& list, Range panels) {
    const auto first = std::lower_bound(list.begin(), list.end(), panels.begin);
    return first != list.end() && *first < panels.end;
}

/// Queries meet what lies to the left of them, keys what lies to the right; going up from a level, the panel is carried
/// across its sibling there if that lies on the same side.
Way way_of(Size p, bool query, const std::vector<Index>& other, Size levels) {
    Way way;
    for (Size level = 0; level < levels; ++level) {
        if ((p >> level & 1) != (query ? 1 : 0))
            continue;
        const Size sibling = p >> level ^ 1;
        way.moves |= std::uint64_t{1} << level;
        if (any_in(other, {sibling << level, (sibling + 1) << level})) {
            way.meets |= std::uint64_t{1} << level;
            way.last = level;
        }
    }
    way.moves &= way.last < 0 ? 0 : (std::uint64_t{1} << way.last) - 1;
    return way;
}

} // namespace

template <class Real> struct Meetings<Real>::Carried {
    std::vector<const Real*> places;                   ///< [panel][level]; null where nothing is met
    std::vector<std::vector<CarryJob<Real>>> by_level; ///< for transports that are matrices
    std::vector<FactorJob<Real>> factors;
};

template <class Real>
Size Meetings<Real>::moves(Side side, const std::vector<Index>& own, const std::vector<Index>& other) const {
    Size count = 0;
    for (const Index p : own)
        count += std::popcount(way_of(p, side == Side::query, other, levels_).moves);
    return tree_.kind() == TransportKind::none ? 0 : count;
}

template <class Real>
typename Meetings<Real>::Carried Meetings<Real>::plan(Side side, const std::vector<Index>& own,
                                                      const std::vector<Index>& other, Real* room) const {
    const bool query = side == Side::query;
    const Size size = panel * tree_.state();
    const auto levels = static_cast<std::size_t>(levels_);
    Carried carried{
        std::vector<const Real*>(own.size() * levels, nullptr), std::vector<std::vector<CarryJob<Real>>>(levels), {}};
    for (std::size_t k = 0; k < own.size(); ++k) {
        const Index p = own[k];
        const Way way = way_of(p, query, other, levels_);
        const Real *leaf = query ? tree_.query(p) : tree_.key(p), *current = leaf;
        Real* const first = room;
        bool moved = false; // since `current`: factors are taken together up to the next meeting
        for (Size level = 0; level <= way.last; ++level) {
            if (moved && way.meets >> level & 1) {
                current = room;
                room += size;
                moved = false;
            }
            carried.places[k * levels + static_cast<std::size_t>(level)] = current;
            if (!(way.moves >> level & 1) || tree_.kind() == TransportKind::none)
                continue;
            if (tree_.has_matrices()) {
                add_carry<Real>(carried.by_level[static_cast<std::size_t>(level)], tree_.matrix(level, p >> level ^ 1),
                                query, current, room);
                current = room;
                room += size;
            } else {
                moved = true;
            }
        }
        if (room != first && !tree_.has_matrices())
            carried.factors.push_back({leaf, first, p, way.meets, way.moves});
    }
    return carried;
}

template <class Real>
Meetings<Real>::Meetings(Queue& queue, const DeviceTree<Real>& tree, Range rows, Range columns)
    : Meetings(queue, tree, all_of(rows), all_of(columns)) {}

template <class Real>
Meetings<Real>::Meetings(Queue& queue, const DeviceTree<Real>& tree, std::vector<Index> rows,
                         std::vector<Index> columns)
    : tree_(tree), rows_(std::move(rows)), columns_(std::move(columns)),
      levels_(std::bit_width(static_cast<std::uint64_t>(tree.panels()))) {
    const Size of_rows = moves(Side::query, rows_, columns_), size = panel * tree.state();
    room_ = queue.buffer<Real>((of_rows + moves(Side::key, columns_, rows_)) * size);
    if (queue.failed())
        return;
    const Carried of_queries = plan(Side::query, rows_, columns_, room_.data());
    const Carried of_keys = plan(Side::key, columns_, rows_, room_.data() + of_rows * size);
    queries_ = queue.uploaded(std::span<const Real* const>(of_queries.places));
    keys_ = queue.uploaded(std::span<const Real* const>(of_keys.places));

    std::vector<CarryJob<Real>> jobs;
    std::vector<Size> ends;
    for (Size level = 0; level < levels_; ++level) {
        for (const Carried* side : {&of_queries, &of_keys}) {
            const auto& here = side->by_level[static_cast<std::size_t>(level)];
            jobs.insert(jobs.end(), here.begin(), here.end());
        }
        ends.push_back(static_cast<Size>(jobs.size()));
    }
    const Buffer<CarryJob<Real>> given = queue.uploaded(std::span<const CarryJob<Real>>(jobs));
    for (Size level = 0, begin = 0; level < levels_ && !jobs.empty();
         begin = ends[static_cast<std::size_t>(level)], ++level) {
        const Carry<Real> kernel{given.data() + begin, tree.state()};
        queue.launch(kernel, (ends[static_cast<std::size_t>(level)] - begin) * kernel.blocks_of_job());
    }
    for (const bool query : {true, false}) {
        const auto& factors = query ? of_queries.factors : of_keys.factors;
        if (factors.empty())
            continue;
        const Buffer<FactorJob<Real>> of_side = queue.uploaded(std::span<const FactorJob<Real>>(factors));
        CarryByFactors<Real> kernel{
            of_side.data(), {}, tree.state(), tree.width(), levels_, query, tree.kind() == TransportKind::blocks};
        for (Size level = 0; level < tree.level_count(); ++level)
            kernel.levels[level] = tree.factors(level);
        queue.launch(kernel, static_cast<Size>(factors.size()));
    }
}

template <class Real> TileOperands<Real> Meetings<Real>::operands() const {
    const auto first = [](const std::vector<Index>& list) { return list.empty() ? 0 : list.front(); };
    return {queries_.data(), keys_.data(),
            first(rows_),    static_cast<Size>(rows_.size()),
            first(columns_), static_cast<Size>(columns_.size()),
            levels_,         tree_.state()};
}

template class Meetings<float>;
template class Meetings<double>;

} // namespace alphascope::gpu
