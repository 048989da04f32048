#include "core/analysis/row_statistics.hpp"

#include <Eigen/SVD>

#include <algorithm>
#include <cmath>
#include <limits>

namespace alphascope {
namespace {

constexpr Index strip_cells = Index{1} << 20;

Vector singular_values(const Matrix& m) {
    return Eigen::BDCSVD<Eigen::MatrixXd>(m).singularValues();
}

} // namespace

RowSummary summarise_row(std::span<const double> alpha) {
    RowSummary row;
    double largest = 0, negative = 0;
    for (const double a : alpha) {
        row.sum += a;
        row.abs_sum += std::abs(a);
        row.sum_squares += a * a;
        negative += a < 0 ? -a : 0.0;
        largest = std::max(largest, std::abs(a));
    }
    row.empty = std::all_of(alpha.begin(), alpha.end(), [](double a) { return a == 0; });
    if (row.empty) {
        row.entropy = row.effective_count = std::numeric_limits<double>::quiet_NaN();
        return row;
    }
    // Relative to the largest entry, so that rows of tiny or huge numbers keep their shares.
    double scaled_sum = 0;
    for (const double a : alpha)
        scaled_sum += std::abs(a) / largest;
    double squares = 0, entropy = 0;
    for (const double a : alpha) {
        const double p = std::abs(a) / largest / scaled_sum;
        squares += p * p;
        entropy -= p == 0 ? 0.0 : p * std::log(p);
    }
    row.entropy = entropy + 0.0; // −0 becomes 0
    row.effective_count = 1 / squares;
    row.negative_mass = negative / row.abs_sum;
    return row;
}

Result<std::vector<RowSummary>> summarise_rows(const Prepared& prepared, Range rows, const RunContext& run) {
    std::vector<RowSummary> summaries;
    summaries.reserve(static_cast<std::size_t>(rows.size()));
    const System& system = prepared.system();
    const bool causal = system.is_causal();
    const Index step = std::max<Index>(1, strip_cells / std::max<Index>(1, causal ? rows.end : system.length()));
    std::vector<double> values;
    for (Index begin = rows.begin; begin < rows.end; begin += step) {
        if (run.cancelled())
            return failure(ErrorCode::cancelled, "the row statistics were not finished: stopped");
        const Range strip{begin, std::min(begin + step, rows.end)};
        const auto statistics = prepared.row_statistics(strip, run);
        if (!statistics)
            return tl::unexpected(statistics.error());
        const Index width = causal ? strip.end : system.length();
        values.resize(static_cast<std::size_t>(strip.size() * width));
        const auto done =
            prepared.tile(strip, {0, width}, TileKind::alpha, &*statistics, std::span<double>(values), run);
        if (!done)
            return tl::unexpected(done.error());
        for (Index i = strip.begin; i < strip.end; ++i)
            summaries.push_back(summarise_row(
                {values.data() + (i - strip.begin) * width, static_cast<std::size_t>(causal ? i + 1 : width)}));
        run.report(static_cast<double>(strip.end - rows.begin) / static_cast<double>(rows.size()));
    }
    return summaries;
}

double effective_rank(const Matrix& alpha) {
    const Vector sigma = singular_values(alpha);
    return std::exp(summarise_row({sigma.data(), static_cast<std::size_t>(sigma.size())}).entropy);
}

Index hankel_rank(const Matrix& alpha, double epsilon, int splits) {
    const Index length = alpha.rows();
    Index rank = 0, last_cut = 0;
    for (Index k = 1; k < splits; ++k) {
        const Index cut = k * length / splits; // an even number of splits cuts in the middle, where ranks are largest
        if (cut == last_cut)
            continue;
        last_cut = cut;
        const Vector sigma = singular_values(alpha.block(cut, 0, length - cut, cut));
        if (sigma[0] > 0)
            rank = std::max<Index>(rank, (sigma.array() > epsilon * sigma[0]).count());
    }
    return rank;
}

} // namespace alphascope
