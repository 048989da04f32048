#pragma once
// The impulse view (PRINCIPLES 3.1, 3.2): what token j's kick becomes over lag.

#include "core/base/error.hpp"
#include "core/base/run_context.hpp"
#include "core/engine/engine.hpp"

#include <optional>

namespace alphascope {

struct ImpulseResponse {
    Index j = 0;                     ///< the kicked token
    bool frozen_query = false;       ///< scores read with q_j at every lag instead of q_i
    bool one_of_two = false;         ///< of a system of both directions: what the pass forward adds
    Vector norm;                     ///< ‖h_{j+ℓ,j}‖ over lag ℓ = 0..L−1−j; unit: state
    Vector gain;                     ///< norm / ‖b_j‖; empty when b_j = 0 ("unwritten")
    Matrix state;                    ///< h over lag × at most 8 coordinates of largest peak |h|
    std::vector<Index> coordinates;  ///< which coordinates `state` holds
    Vector score;                    ///< s over lag
    Vector alpha;                    ///< α at `alpha_lags`; with frozen_query it uses row i's η
    std::vector<Index> alpha_lags;   ///< all lags; of very long maps whose η is not known, evenly spaced ones
    std::optional<double> half_life; ///< smallest lag with gain ≤ ½ and staying below; none: longer than the sequence

    bool is_alpha_sampled() const { return alpha.size() < score.size(); }
};

/// O((L − j) n) beyond the row statistics of the rows; where these would be sums over more than `affordable` cells, α
/// is that of 512 lags. Convolution: norm is |b_j| while the lag is inside the kernel.
Result<ImpulseResponse> impulse_response(const Prepared& prepared, Index j, bool frozen_query,
                                         const RunContext& run = {}, double affordable = 4e9);

} // namespace alphascope
