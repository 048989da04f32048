#pragma once

#include "core/engine/cpu/sampled_panels.hpp"

namespace alphascope::cpu {

/// Scores of panel k of sampled queries against up to 32 columns, tokens in increasing order, into `to`, rows `stride`
/// numbers apart. keys_at(level) is the panel of those columns carried to a level. Above the diagonal: anything.
template <class Real, class KeysAt>
void scattered_scores(const TransportTree<Real>& tree, const SampledPanels<Real>& queries, Index k,
                      std::span<const Index> columns, KeysAt keys_at, Real* to, Index stride) {
    const auto rows = queries.tokens(k);
    const auto product = [&](Index level, Real* into, Index apart) {
        tree.kernels().product(queries.at(k, level), keys_at(level), tree.inner(level), into, apart);
    };
    const Index first_row = rows.front() / panel, last_row = rows.back() / panel,
                first_column = columns.front() / panel, last_column = columns.back() / panel;
    if (first_column > last_row)
        return;
    if (first_row > last_column) {
        const Index level = meeting_level(first_row, last_column);
        if (first_row >> level == last_row >> level && first_column >> level == last_column >> level)
            return product(level, to, stride);
    }
    constexpr std::uint8_t none = 255, same_leaf = 254;
    std::uint8_t meeting[panel][panel];
    std::uint64_t levels = 0;
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const Index p = rows[r] / panel, q = columns[c] / panel;
            meeting[r][c] = p == q ? same_leaf : p < q ? none : static_cast<std::uint8_t>(meeting_level(p, q));
            if (p > q)
                levels |= std::uint64_t{1} << meeting[r][c];
            else if (p == q)
                to[static_cast<Index>(r) * stride + static_cast<Index>(c)] =
                    tree.block(p)[rows[r] % panel * panel + columns[c] % panel];
        }
    alignas(64) Real of_level[panel * panel];
    for (Index level = 0; levels >> level != 0; ++level) {
        if ((levels >> level & 1) == 0)
            continue;
        product(level, of_level, panel);
        for (std::size_t r = 0; r < rows.size(); ++r)
            for (std::size_t c = 0; c < columns.size(); ++c)
                if (meeting[r][c] == level)
                    to[static_cast<Index>(r) * stride + static_cast<Index>(c)] =
                        of_level[r * static_cast<std::size_t>(panel) + c];
    }
}

} // namespace alphascope::cpu
