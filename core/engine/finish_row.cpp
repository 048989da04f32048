#include "core/engine/engine.hpp"
#include "core/engine/row_sums.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace alphascope {

void finish_scores(const System& system, double shift, double eta, Index i, std::span<double> scores) {
    apply_readout_to(system, i, shift, scores);
    if (eta != 1)
        for (double& p : scores)
            p /= eta;
}

// The mask acts after φ: columns outside it are never given to φ, whose value at 0 need not be 0.
template <class Real>
void finish_row(const System& system, const RowStatistics& statistics, Index i, Range cols, std::span<Real> row) {
    assert(i >= statistics.rows.begin && i < statistics.rows.end);
    assert(static_cast<Index>(row.size()) == cols.size());
    const double shift = statistics.shift[i - statistics.rows.begin], eta = statistics.eta[i - statistics.rows.begin];
    const Index first = system.window > 0 ? std::max<Index>(0, i + 1 - system.window) : 0;
    const Index begin = std::clamp(first, cols.begin, cols.end), end = std::clamp(i + 1, begin, cols.end);
    std::fill(row.begin(), row.begin() + (begin - cols.begin), Real{0});
    std::fill(row.begin() + (end - cols.begin), row.end(), Real{0});
    const auto inside = row.subspan(begin - cols.begin, end - begin);
    if constexpr (std::is_same_v<Real, double>) {
        finish_scores(system, shift, eta, i, inside);
    } else {
        std::array<double, 256> piece;
        for (std::size_t done = 0; done < inside.size(); done += piece.size()) {
            const auto part = inside.subspan(done, std::min(piece.size(), inside.size() - done));
            std::copy(part.begin(), part.end(), piece.begin());
            finish_scores(system, shift, eta, i, {piece.data(), part.size()});
            std::transform(piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(part.size()), part.begin(),
                           [](double x) { return static_cast<Real>(x); });
        }
    }
    if (system.skip.size() > 0 && i >= cols.begin && i < cols.end)
        row[i - cols.begin] += static_cast<Real>(number_of_row(system.skip, i, 0));
}

template void finish_row(const System&, const RowStatistics&, Index, Range, std::span<double>);
template void finish_row(const System&, const RowStatistics&, Index, Range, std::span<float>);

} // namespace alphascope
