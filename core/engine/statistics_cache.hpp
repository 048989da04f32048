#pragma once

#include "core/engine/engine.hpp"

#include <mutex>
#include <optional>

namespace alphascope {

/// Remembers the last row statistics of a prepared system; panning and zooming ask for parts of them again.
class StatisticsCache {
public:
    std::optional<RowStatistics> find(Range rows) const;
    void keep(const RowStatistics& statistics) const;

private:
    mutable std::mutex mutex_;
    mutable std::optional<RowStatistics> last_;
};

} // namespace alphascope
