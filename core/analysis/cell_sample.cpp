#include "core/analysis/cell_sample.hpp"

#include "core/analysis/sample_positions.hpp"

#include <algorithm>
#include <limits>

namespace alphascope {

CellSample::CellSample(Range rows, Range cols, bool causal) : causal_(causal) {
    const auto positions = [](Range range, std::string_view purpose) {
        return sample_positions(PixelGrid(range, static_cast<int>(std::min<Index>(side, range.size()))), purpose);
    };
    rows_ = positions(rows, "rows of cells"); // apart from the columns: no cell is met more often than another
    cols_ = positions(cols, "columns of cells");
    values_.assign(rows_.size() * cols_.size(), std::numeric_limits<float>::quiet_NaN());
}

void CellSample::take(const Prepared::Piece& piece) {
    const auto first = [](const std::vector<Index>& sorted, Index least) {
        return std::lower_bound(sorted.begin(), sorted.end(), least) - sorted.begin();
    };
    const auto count = static_cast<std::size_t>(first(cols_, piece.cols.end));
    for (auto r = static_cast<std::size_t>(first(rows_, piece.rows.begin));
         r < rows_.size() && rows_[r] < piece.rows.end; ++r)
        for (auto c = static_cast<std::size_t>(first(cols_, piece.cols.begin)); c < count; ++c)
            if (!causal_ || cols_[c] <= rows_[r])
                values_[r * cols_.size() + c] = piece.row(rows_[r])[cols_[c] - piece.cols.begin];
}

} // namespace alphascope
