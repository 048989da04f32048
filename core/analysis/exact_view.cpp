#include "core/analysis/exact_view.hpp"

#include "core/analysis/exact_pixels.hpp"
#include "core/engine/row_sums.hpp"

namespace alphascope {
namespace {

constexpr double band_cells = 1 << 25; // some 30 ms

double cells_of_rows(const ViewGrids& grids, const ViewFrame& frame, Range pixel_rows) {
    const Range rows{grids.rows.cells_of(pixel_rows.begin).begin, grids.rows.cells_of(pixel_rows.end - 1).end};
    return static_cast<double>(grids.causal ? causal_cells(rows, frame.cols) : rows.size() * frame.cols.size());
}

Result<void> exact_band(const Prepared& prepared, ExactPixels& pixels, Range pixel_rows, MapView& view,
                        const RunContext& run) {
    const Range rows = pixels.cells_under(pixel_rows);
    RowStatistics statistics;
    double done = 0;
    if (view.kind == TileKind::alpha) {
        done = needs_row(prepared.system().normaliser) ? 0.5 : 0; // one pass for η, one for the pixels
        auto computed = prepared.row_statistics(rows, run.part(0, done));
        if (!computed)
            return tl::unexpected(std::move(computed.error()));
        statistics = std::move(*computed);
    }
    pixels.begin(pixel_rows);
    const auto visited = prepared.visit(
        rows, view.cols, view.kind, view.kind == TileKind::alpha ? &statistics : nullptr,
        [&](const Prepared::Piece& piece) { pixels.add(piece); }, run.part(done, 1));
    if (!visited)
        return visited;
    pixels.finish(view);
    return {};
}

} // namespace

Result<void> make_exact(const Prepared& prepared, MapView& view, const RunContext& run,
                        const std::function<void(const MapView&)>& banded) {
    ExactPixels pixels(view, view.causal);
    const ViewGrids& grids = pixels.grids();
    const Index last = grids.rows.size();
    const double all = cells_under(prepared, view.rows, view.cols);
    Index begin = 0;
    while (begin < last && grids.shown({begin, begin + 1}).end <= view.exact_rows)
        ++begin; // made before
    double done = begin > 0 ? cells_of_rows(grids, view, {0, begin}) : 0;
    if (begin == 0)
        view.non_finite = 0; // of samples
    for (Index end = begin; begin < last; begin = end) {
        double cells = 0;
        for (; end < last && cells < band_cells; ++end)
            cells += cells_of_rows(grids, view, {end, end + 1});
        if (run.cancelled())
            return failure(ErrorCode::cancelled, "the map was not finished: stopped");
        const double share = all > 0 ? done / all : 1, next = all > 0 ? (done + cells) / all : 1;
        if (cells > 0) // else all of it is outside, as it was
            if (auto made = exact_band(prepared, pixels, {begin, end}, view, run.part(share, next)); !made)
                return made;
        done += cells;
        view.exact_rows = static_cast<int>(grids.shown({begin, end}).end);
        if (end == last) {
            view.sampled = 0;
            view.estimated = false;
        }
        if (banded) {
            find_extremes(view);
            banded(view);
        }
    }
    find_extremes(view);
    return {};
}

} // namespace alphascope
