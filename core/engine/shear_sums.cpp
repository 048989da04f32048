#include "core/engine/shear_sums.hpp"

namespace alphascope {

ShearSums::ShearSums(const Vector& shear) : sum_(shear.size()), cut_(shear.size()) {
    double sum = 0;
    Index cut = 0;
    for (Index i = 1; i < shear.size(); ++i) { // entry 0 lies before every pair
        if (shear[i] == -std::numeric_limits<double>::infinity())
            cut = i;
        else
            sum += shear[i];
        sum_[i] = sum;
        cut_[i] = cut;
    }
}

} // namespace alphascope
