#pragma once
// The map on show against what its file stored.

#include "core/analysis/coefficient_map.hpp"
#include "core/system/stored_check.hpp"

namespace alphascope {

/// Compares one map's α, and the part of o it adds to with the maps that add to it as well. Of more than `affordable`
/// cells the last rows are taken, which see the whole sequence.
/// @param whole all of α of this map when it is there already; else null
/// @param engine id by which the other maps are prepared
/// Errors: those of preparing and of tiles.
Result<StoredComparison> compare_with_stored(const Realised& realised, Index map, const Prepared& prepared,
                                             const MapTile* whole, const EngineRegistry& engines,
                                             const std::string& engine, const RunContext& run = {},
                                             double affordable = 1.7e7);

/// The same where the file's arrays are this design's, with what is to be said of them either way.
struct StoredVerdict {
    StoredComparison comparison;
    std::vector<Remark> remarks;
};
Result<StoredVerdict> judge_stored(const Design& design, DesignChoice choice, const Realised& realised, Index map,
                                   const Prepared& prepared, const MapTile* whole, const EngineRegistry& engines,
                                   const std::string& engine, const RunContext& run = {});

} // namespace alphascope
