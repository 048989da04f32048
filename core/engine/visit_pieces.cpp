// What every engine can do, strip by strip; an engine whose strips are in a cache anyway does better.

#include "core/base/thread_pool.hpp"
#include "core/engine/engine.hpp"

#include <algorithm>

namespace alphascope {

Result<void> Prepared::visit(Range rows, Range cols, TileKind kind, const RowStatistics* statistics,
                             const std::function<void(const Piece&)>& visitor, const RunContext& run) const {
    constexpr Index most_cells = Index{4} << 20, strip = 32; // 16 MB of floats
    const Index wanted = most_cells / std::max<Index>(1, cols.size());
    const bool whole_strips = wanted >= strip;
    std::vector<float> values;
    for (Index begin = rows.begin; begin < rows.end;) {
        const Index of_strip = whole_strips ? begin / strip * strip + wanted / strip * strip
                                            : std::min(begin + std::max<Index>(1, wanted), (begin / strip + 1) * strip);
        const Range part{begin, std::min(of_strip, rows.end)};
        const Range seen{cols.begin, system().is_causal() ? std::clamp(part.end, cols.begin, cols.end) : cols.end};
        begin = part.end;
        if (seen.size() > 0) {
            values.resize(static_cast<std::size_t>(part.size() * seen.size()));
            const auto done = tile(part, seen, kind, statistics, std::span<float>(values), RunContext{run.stop, {}});
            if (!done)
                return done;
            const Index first = part.begin / strip;
            parallel_for((part.end - 1) / strip + 1 - first, [&](Index k) {
                const Index top = std::max(part.begin, (first + k) * strip);
                visitor({{top, std::min((first + k + 1) * strip, part.end)},
                         seen,
                         values.data() + (top - part.begin) * seen.size(),
                         seen.size()});
            });
        }
        run.report(static_cast<double>(part.end - rows.begin) / static_cast<double>(rows.size()));
    }
    return {};
}

} // namespace alphascope
