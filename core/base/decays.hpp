#pragma once

#include <Eigen/Core>

namespace alphascope {

/// exp of log decays, number by number: exactly 0 where the result would be below the smallest normal number, at −∞ too
/// (Eigen's exp stops at that number, and a reset would leave something).
template <class Logs> typename Logs::PlainObject decays_of(const Eigen::ArrayBase<Logs>& logs) {
    constexpr double log_smallest = -708.396; // of the smallest normal number
    return (logs < log_smallest).select(0.0, logs.exp());
}

} // namespace alphascope
