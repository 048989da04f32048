#include "core/base/strips.hpp"

#include "core/base/thread_pool.hpp"

#include <algorithm>

namespace alphascope {

constexpr Index numbers_a_strip = 16384; // some ten microseconds of arithmetic, half a second-level cache

void for_strips(Index count, Index numbers_a_row, const std::function<void(Range)>& body, const RunContext& run) {
    const Index rows = std::max<Index>(1, numbers_a_strip / std::max<Index>(1, numbers_a_row));
    if (count > 0)
        parallel_for((count + rows - 1) / rows, [&](Index k) {
            if (!run.cancelled())
                body({k * rows, std::min((k + 1) * rows, count)});
        });
}

} // namespace alphascope
