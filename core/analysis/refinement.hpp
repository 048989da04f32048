#pragma once
// From a picture that is there at once to the exact one, while nobody waits.

#include "core/analysis/pooling.hpp"

#include <functional>

namespace alphascope {

/// Exact where that takes about a frame, else sampled, with η estimated where its rows are not known. Errors:
/// cancelled.
Result<MapView> first_view(const Prepared& prepared, const ViewFrame& frame, const RunContext& run = {});

/// Cells to visit for the exact view, those for the η of its rows included where they are not known.
double cost_of_exact_view(const Prepared& prepared, const ViewFrame& frame);

inline constexpr double refinement_budget = 4e9; ///< cells; some seconds on two cores

/// True when refine() would change something.
bool can_refine(const Prepared& prepared, const MapView& view, double budget = refinement_budget);

/// First exact η, then, if that costs no more than the budget, exact pixels from the top on. `better` is told of every
/// step but the last. Errors: cancelled; the view then is as far as it got, and another call goes on from there.
Result<void> refine(const Prepared& prepared, MapView& view, const RunContext& run,
                    const std::function<void(const MapView&)>& better, double budget = refinement_budget);

} // namespace alphascope
