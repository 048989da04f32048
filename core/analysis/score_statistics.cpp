#include "core/analysis/score_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace alphascope {
namespace {

constexpr Index strip_cells = Index{1} << 20;

// Mean and sum of squared differences, merged row by row: no cancellation for scores far from 0.
struct Moments {
    double count = 0, mean = 0, squares = 0;
    void add(Eigen::Ref<const Vector> row) {
        const auto fresh = static_cast<double>(row.size());
        if (fresh == 0)
            return;
        const double own_mean = row.mean(), difference = own_mean - mean, total = count + fresh;
        squares += (row.array() - own_mean).square().sum() + difference * difference * count * fresh / total;
        mean += difference * fresh / total;
        count = total;
    }
};

} // namespace

Result<ScoreStatistics> score_statistics(const Prepared& prepared, const RunContext& run) {
    const System& system = prepared.system();
    const bool causal = system.is_causal();
    const Index length = system.length(), step = std::max<Index>(1, strip_cells / std::max<Index>(1, length));
    ScoreStatistics out;
    out.minimum = std::numeric_limits<double>::infinity();
    out.maximum = -out.minimum;
    Moments moments;
    std::vector<double> values;
    for (Index begin = 0; begin < length; begin += step) {
        if (run.cancelled())
            return failure(ErrorCode::cancelled, "the score statistics were not finished: stopped");
        const Range rows{begin, std::min(begin + step, length)};
        const Index width = causal ? rows.end : length;
        values.resize(static_cast<std::size_t>(rows.size() * width));
        const auto done = prepared.tile(rows, {0, width}, TileKind::scores, nullptr, std::span<double>(values), run);
        if (!done)
            return tl::unexpected(done.error());
        for (Index i = rows.begin; i < rows.end; ++i) {
            const Index first = system.window > 0 ? std::max<Index>(0, i + 1 - system.window) : 0;
            const Index end = causal ? i + 1 : system.window > 0 ? std::min(length, i + system.window) : length;
            const Eigen::Map<const Vector> row(values.data() + (i - rows.begin) * width + first, end - first);
            moments.add(row);
            out.minimum = std::min(out.minimum, row.minCoeff());
            out.maximum = std::max(out.maximum, row.maxCoeff());
        }
    }
    out.count = static_cast<Index>(moments.count);
    out.mean = moments.mean;
    out.deviation = std::sqrt(moments.squares / moments.count);
    out.freezing_ratio = length > 1 ? out.deviation / std::sqrt(2 * std::log(static_cast<double>(length))) : 0;
    return out;
}

} // namespace alphascope
