#include "core/analysis/half_life.hpp"

#include <cmath>

namespace alphascope {

void HalfLife::add(double gain) {
    if (!(gain <= 0.5)) { // NaN counts as alive
        last_above_ = lags_;
        above_ = gain;
    } else if (lags_ == last_above_ + 1) {
        after_ = gain;
    }
    ++lags_;
}

std::optional<double> HalfLife::value() const {
    if (last_above_ + 1 >= lags_)
        return std::nullopt;
    const double whole = static_cast<double>(last_above_);
    if (last_above_ < 0)
        return 0.0;
    if (after_ == 0 || !std::isfinite(above_))
        return whole + 1;
    return whole + std::log(above_ / 0.5) / std::log(above_ / after_);
}

std::optional<double> half_life(const Vector& gain) {
    HalfLife watch;
    for (const double g : gain)
        watch.add(g);
    return watch.value();
}

std::optional<double> half_life_of_mode(double modulus) {
    if (!(modulus < 1))
        return std::nullopt;
    return modulus == 0 ? 0.0 : std::log(2.0) / -std::log(modulus);
}

} // namespace alphascope
