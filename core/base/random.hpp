#pragma once
// Own generator: the same numbers on every platform, and any element without drawing the ones before it.

#include <cstdint>
#include <string_view>

namespace alphascope {

/// A stream of numbers named by (seed, label). Element k is a pure function of (seed, label, k).
class RandomStream {
public:
    RandomStream(std::uint64_t seed, std::string_view label);
    std::uint64_t bits(std::uint64_t k) const;
    double uniform(std::uint64_t k) const; ///< in (0, 1), never an end point
    double normal(std::uint64_t k) const;  ///< mean 0, variance 1 (Box-Muller on elements 2k and 2k+1)

private:
    std::uint64_t key_;
};

} // namespace alphascope
