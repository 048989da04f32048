#pragma once
// Damage to byte strings, the same on every machine.

#include "core/base/random.hpp"

#include <string>
#include <vector>

/// Draws in order from a stream.
class Dice {
public:
    explicit Dice(std::string_view label) : stream_(1, label) {}
    /// In [0, count).
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(stream_.bits(next_++) % count); }

private:
    alphascope::RandomStream stream_;
    std::uint64_t next_ = 0;
};

/// One to four of: flipped bits, set bytes, a cut end, a removed, doubled or overwritten stretch, an edited number of
/// 2, 4 or 8 bytes, decimal digits made large, a stretch of another seed put in.
std::string mutated(const std::vector<std::string>& seeds, Dice& dice);
