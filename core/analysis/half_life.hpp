#pragma once
// Memory length in tokens (PRINCIPLES 3.2).

#include "core/base/types.hpp"

#include <optional>

namespace alphascope {

/// Watches the gain ‖h_{j+ℓ,j}‖ / ‖b_j‖ over lag ℓ = 0, 1, ... and tells when it fell to ½ for good.
class HalfLife {
public:
    void add(double gain);
    /// Lag at which the gain falls to ½ and stays below; between two tokens interpolated in ln gain, so that a scalar
    /// decay a gives ln 2 / (−ln a). None: not within the lags seen.
    std::optional<double> value() const;

private:
    Index lags_ = 0, last_above_ = -1;
    double above_ = 1, after_ = 1; // gains at last_above_ and one token later
};

/// Of a whole curve gain[ℓ].
std::optional<double> half_life(const Vector& gain);

/// ln 2 / (−ln |λ|) of a mode that is multiplied by λ at every token; 0 for λ = 0, none for |λ| ≥ 1.
std::optional<double> half_life_of_mode(double modulus);

} // namespace alphascope
