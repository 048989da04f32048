#pragma once
// Σ_j s_ij of every row without a map: with φ the identity it is the readout of one state that all tokens have kicked
// (ALGORITHMS section 5): Σ_j s_ij = q_i · h_i, h_i = A_i h_{i−1} + b_i.

#include "core/base/error.hpp"
#include "core/base/run_context.hpp"
#include "core/system/system.hpp"

#include <memory>
#include <mutex>

namespace alphascope {

/// True when the sum of a row's φ is that readout: no window, no shear, no convolution, φ the identity.
bool has_state_row_sums(const System& system);

/// The sums of all rows in double, O(L) steps. Signed scores may cancel in them to far below what the scores themselves
/// are exact to in single precision. @pre has_state_row_sums(system). Errors: cancelled.
Result<Vector> state_row_sums(const System& system, const RunContext& run);

/// The same, made once for all calls that ask a prepared system for some of its rows.
class StateRowSums {
public:
    /// Null where no state gives the sums. Errors: cancelled.
    Result<std::shared_ptr<const Vector>> of(const System& system, const RunContext& run) const;

private:
    mutable std::mutex mutex_;
    mutable std::shared_ptr<const Vector> sums_; ///< null until first asked for
};

} // namespace alphascope
