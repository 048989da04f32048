#include "core/base/random.hpp"

#include <cmath>
#include <numbers>

namespace alphascope {

// Finaliser of splitmix64 (Steele, Lea, Flood 2014): a bijection that scatters consecutive integers.
static std::uint64_t scatter(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}
constexpr std::uint64_t golden_step = 0x9e3779b97f4a7c15ULL;

RandomStream::RandomStream(std::uint64_t seed, std::string_view label) : key_(scatter(seed + golden_step)) {
    for (const char c : label)
        key_ = scatter(key_ ^ (static_cast<unsigned char>(c) + golden_step));
}

std::uint64_t RandomStream::bits(std::uint64_t k) const {
    return scatter(key_ + golden_step * (k + 1));
}

double RandomStream::uniform(std::uint64_t k) const {
    return (static_cast<double>(bits(k) >> 11) + 0.5) * 0x1p-53;
}

double RandomStream::normal(std::uint64_t k) const {
    return std::sqrt(-2.0 * std::log(uniform(2 * k))) * std::cos(2.0 * std::numbers::pi * uniform(2 * k + 1));
}

} // namespace alphascope
