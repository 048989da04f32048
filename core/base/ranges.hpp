#pragma once

#include "core/base/types.hpp"

#include <algorithm>

namespace alphascope {

/// What two ranges share; empty, at the later begin, where they share nothing.
inline Range intersection(Range a, Range b) {
    const Index begin = std::max(a.begin, b.begin);
    return {begin, std::max(begin, std::min(a.end, b.end))};
}

} // namespace alphascope
