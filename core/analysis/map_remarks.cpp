#include "core/analysis/map_remarks.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace alphascope {

Result<NotFinite> not_finite_in(const Prepared& prepared, Range rows, Range cols, const RunContext& run) {
    constexpr Index strip_cells = Index{1} << 20;
    const Index step = std::max<Index>(1, strip_cells / std::max<Index>(1, cols.size()));
    NotFinite result;
    std::vector<double> alpha;
    for (Index begin = rows.begin; begin < rows.end; begin += step) {
        const Range strip{begin, std::min(begin + step, rows.end)};
        const auto statistics = prepared.row_statistics(strip, run);
        if (!statistics)
            return tl::unexpected(statistics.error());
        alpha.resize(static_cast<std::size_t>(strip.size() * cols.size()));
        if (auto done = prepared.tile(strip, cols, TileKind::alpha, &*statistics, std::span<double>(alpha), run); !done)
            return tl::unexpected(done.error());
        const auto found = find_not_finite<double>(prepared, strip, cols, alpha, run);
        if (!found)
            return tl::unexpected(found.error());
        result.empty_rows.insert(result.empty_rows.end(), found->empty_rows.begin(), found->empty_rows.end());
        result.cells += found->cells;
        if (result.i < 0) {
            result.i = found->i;
            result.j = found->j;
        }
    }
    return result;
}

std::vector<Remark> remarks_on(const MapView& view) {
    const auto note = [](std::string text) { return alphascope::note(RemarkKind::sampled, std::move(text)); };
    const std::string symbol = view.kind == TileKind::alpha ? "α" : "s", size = "|" + symbol + "|";
    std::vector<Remark> remarks;
    if (view.cells_per_pixel > 1) {
        const auto cells = [](Range range, int pixels) {
            return std::max(1.0, static_cast<double>(range.size()) / std::max(1, pixels));
        };
        const std::string area =
            fmt::format("{:.3g} × {:.3g} cells", cells(view.rows, view.height), cells(view.cols, view.width));
        if (!view.is_exact())
            remarks.push_back(
                note(fmt::format("each pixel: a sample of {}, so that single cells may be missed", area)));
        else
            remarks.push_back(note(view.pooling == Pooling::max_abs
                                       ? fmt::format("each pixel: largest {} of {}", size, area)
                                       : fmt::format("each pixel: mean {} of {}", symbol, area)));
    }
    if (view.estimated)
        remarks.push_back(note("η is estimated from some columns of each row"));
    return remarks;
}

std::vector<Remark> remarks_on(const BeyondColours& beyond) {
    const Index count = beyond.below + beyond.above;
    if (count == 0)
        return {};
    return {note(RemarkKind::sampled, fmt::format("{} {}{} beyond the colours, which go from {:.3g} to {:.3g}", count,
                                                  beyond.pooled ? "pixel" : "cell", count == 1 ? " is" : "s are",
                                                  beyond.minimum, beyond.maximum))};
}

std::vector<Remark> remarks_on_engine(const std::string& passed_over, const std::string& taken) {
    if (passed_over.empty())
        return {};
    return {note(RemarkKind::engine, fmt::format("{}; taken instead: {}", passed_over, taken))};
}

std::vector<Remark> in_order(std::vector<Remark> remarks) {
    std::stable_sort(remarks.begin(), remarks.end(), [](const Remark& a, const Remark& b) { return a.kind < b.kind; });
    std::vector<Remark> once;
    for (Remark& remark : remarks)
        if (std::none_of(once.begin(), once.end(), [&](const Remark& said) { return said.text == remark.text; }))
            once.push_back(std::move(remark));
    return once;
}

void append(std::vector<Remark>& remarks, std::vector<Remark> more) {
    remarks.insert(remarks.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

} // namespace alphascope
