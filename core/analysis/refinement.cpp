#include "core/analysis/refinement.hpp"

#include "core/analysis/exact_view.hpp"
#include "core/analysis/row_cost.hpp"
#include "core/analysis/sampled_view.hpp"

#include <limits>

namespace alphascope {
namespace {

constexpr double everything = std::numeric_limits<double>::infinity();

} // namespace

double cost_of_exact_view(const Prepared& prepared, const ViewFrame& frame) {
    const double cells = cells_under(prepared, frame.rows, frame.cols);
    const bool known = frame.kind == TileKind::scores || prepared.knows_rows(frame.rows);
    return known ? cells : cells + cells_of_rows(prepared.system(), frame.rows);
}

Result<MapView> first_view(const Prepared& prepared, const ViewFrame& frame, const RunContext& run) {
    if (cost_of_exact_view(prepared, frame) > cells_of_a_frame)
        return sampled_view(prepared, frame, RowScaling::estimated, run);
    return map_view(prepared, frame.rows, frame.cols, frame.width, frame.height, frame.kind, frame.pooling, run,
                    everything);
}

bool can_refine(const Prepared& prepared, const MapView& view, double budget) {
    return !view.is_exact() && (view.estimated || cost_of_exact_view(prepared, view) <= budget);
}

Result<void> refine(const Prepared& prepared, MapView& view, const RunContext& run,
                    const std::function<void(const MapView&)>& better, double budget) {
    const bool to_the_end = cost_of_exact_view(prepared, view) <= budget;
    const bool estimated = view.estimated;
    if (estimated) {
        auto sampled = sampled_view(prepared, view, RowScaling::exact, run.part(0, to_the_end ? 0.3 : 1));
        if (!sampled)
            return tl::unexpected(std::move(sampled.error()));
        view = std::move(*sampled);
        if (to_the_end)
            better(view);
    }
    if (!to_the_end)
        return {};
    return make_exact(prepared, view, run.part(estimated ? 0.3 : 0, 1), [&](const MapView& banded) {
        if (!banded.is_exact())
            better(banded);
    });
}

} // namespace alphascope
