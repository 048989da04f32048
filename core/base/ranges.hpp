#pragma once

#include "core/base/types.hpp"

#include <algorithm>
#include <vector>

namespace alphascope {

/// What two ranges share; empty, at the later begin, where they share nothing.
inline Range intersection(Range a, Range b) {
    const Index begin = std::max(a.begin, b.begin);
    return {begin, std::max(begin, std::min(a.end, b.end))};
}

/// Parts of a range, cut at multiples of `size`.
inline std::vector<Range> parts_of(Range range, Index size) {
    std::vector<Range> parts;
    for (Index begin = range.begin; begin < range.end; begin = parts.back().end)
        parts.push_back({begin, std::min(range.end, (begin / size + 1) * size)});
    return parts;
}

} // namespace alphascope
