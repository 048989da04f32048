#include "core/analysis/cell_reading.hpp"

#include "core/engine/given.hpp"

namespace alphascope {

Result<CellReading> read_cell(const Prepared& prepared, Index i, Index j, const MapTile* whole_alpha, bool with_row,
                              const RunContext& run) {
    CellReading reading{i, j, std::nullopt, 0, std::nullopt};
    const Range row{i, i + 1};
    if (!is_given(prepared)) {
        double score = 0;
        if (auto done = prepared.tile(row, {j, j + 1}, TileKind::scores, nullptr, std::span(&score, 1), run); !done)
            return tl::unexpected(done.error());
        reading.score = score;
    }
    if (!whole_alpha && !with_row)
        return compute_tile(prepared, row, {j, j + 1}, TileKind::alpha, run).map([&](const MapTile& cell) {
            reading.alpha = cell.at(i, j);
            return reading;
        });
    const Range columns{0, prepared.system().is_causal() ? i + 1 : prepared.system().length()};
    std::vector<double> alpha;
    if (whole_alpha) {
        for (Index k = 0; k < columns.end; ++k)
            alpha.push_back(whole_alpha->at(i, k));
    } else {
        const auto statistics = prepared.row_statistics(row, run);
        if (!statistics)
            return tl::unexpected(statistics.error());
        alpha.resize(static_cast<std::size_t>(columns.size()));
        if (auto done = prepared.tile(row, columns, TileKind::alpha, &*statistics, std::span(alpha), run); !done)
            return tl::unexpected(done.error());
    }
    reading.alpha = alpha[static_cast<std::size_t>(j)];
    reading.row = summarise_row(alpha);
    return reading;
}

} // namespace alphascope
