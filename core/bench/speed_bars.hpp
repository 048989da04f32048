#pragma once
// The speeds the product promises (n = 64, two cores), held against what was measured.

#include "core/bench/bench.hpp"
#include "core/bench/far_views.hpp"

namespace alphascope {

struct SpeedBar {
    std::string what; ///< "full map, L 4096"
    std::string kind, unit;
    double bar, measured;
    bool at_least = false; ///< more is better
    double ratio() const { return measured / bar; }
    bool met() const { return at_least ? measured >= bar : measured <= bar; }
};

/// The bars a row of the engine "cpu" must meet: milliseconds and times the floor of whole maps at L = 1024 and 4096,
/// and how much faster than a peer that goes token by token. None for other engines, sizes and kinds.
std::vector<SpeedBar> bars_of(const BenchRow& row);

/// The bar of a view of 1,048,576 tokens or more.
std::vector<SpeedBar> bars_of(const FarView& view);

} // namespace alphascope
