#pragma once

#include "core/engine/engine.hpp"

#include <mutex>
#include <optional>

namespace alphascope {

/// Row statistics that cost nothing: those that need no scores, and the last ones of a prepared system, which panning
/// and zooming ask for parts of again.
class StatisticsCache {
public:
    std::optional<RowStatistics> find(const System& system, Range rows) const;
    void keep(const RowStatistics& statistics) const;

private:
    mutable std::mutex mutex_;
    mutable std::optional<RowStatistics> last_;
};

} // namespace alphascope
