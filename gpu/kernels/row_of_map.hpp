#pragma once
// What becomes of a score: the lag's weight and a shear's bias, φ, η, skip (PRINCIPLES: α = φ(s) / η). Rows and columns
// are tokens of the whole sequence.

#include "core/system/apply_readout.hpp"
#include "gpu/kernels/device_code.hpp"

namespace alphascope::gpu {

/// What a row needs to be finished; shift and eta as in RowStatistics.
struct RowNumbers {
    double shift, eta, value, skip; ///< value: the readout's parameter
    float offset, factor;           ///< shift, and 1 / eta with what `offset` lost; factor 0: finish in double
};

enum class MapKind { scores, alpha };

struct MapRule {
    ReadoutKind readout;
    bool relative;        ///< φ is taken relative to a row's largest score
    Size length, window;  ///< window 0: none
    const double* kernel; ///< of a convolution, by lag; or null
    const double* shear;  ///< sums of the finite biases up to each token; or null
    const long long* cut; ///< last cut at or before each token

    ALPHASCOPE_DEVICE bool is_live(Size i, Size j) const {
        return i < length && j <= i && (window == 0 || i - j < window);
    }
    /// Nothing of the rows from i on reaches a column before j.
    ALPHASCOPE_DEVICE bool window_ends_before(Size i, Size j) const { return window > 0 && i - j + 1 >= window; }
    ALPHASCOPE_DEVICE bool adjusts() const { return kernel || shear; }
    ALPHASCOPE_DEVICE double adjusted(Size i, Size j, double s) const {
        if (kernel)
            s *= kernel[i - j];
        if (shear)
            s += j < cut[i] ? -HUGE_VAL : shear[i] - shear[j];
        return s;
    }

    /// α_ij of a score without skip, or the score.
    template <class Real>
    ALPHASCOPE_DEVICE float finished(Size i, Size j, Real s, MapKind kind, const RowNumbers* row) const {
        if (!is_live(i, j))
            return 0;
        const double exact = adjusts() ? adjusted(i, j, s) : static_cast<double>(s);
        if (kind == MapKind::scores)
            return static_cast<float>(exact);
        if (sizeof(Real) == sizeof(float) && !adjusts() && row->factor != 0)
            return row->factor *
                   apply_readout<float>(readout, static_cast<float>(s) - row->offset, static_cast<float>(row->value));
        return static_cast<float>(apply_readout<double>(readout, exact - row->shift, row->value) / row->eta);
    }
};

} // namespace alphascope::gpu
