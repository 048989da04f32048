#pragma once
// From a realised design to one of its maps, ready for tiles.

#include "core/engine/engine.hpp"
#include "core/system/realise.hpp"

namespace alphascope {

/// The map's system, prepared by the engine of that id ("auto", "cpu", "cpu:avx2", ...). Errors: those of
/// Realised::system() and EngineRegistry::prepare(). @pre 0 ≤ map < realised.map_count()
Result<EngineChoice> prepare_map(const Realised& realised, Index map, const EngineRegistry& engines,
                                 std::string_view engine, const RunContext& run);

/// A prepared map with all that tells whether another one can share its work.
struct ReadyMap {
    std::shared_ptr<const Realised> realised;
    Index map = 0;
    EngineChoice choice;
    std::shared_ptr<const void> dynamics; ///< equal exactly where A, b and q are known to be
};

/// The same, sharing what `last` prepared where A, b, q and the engine are its own. The same bits as prepared afresh.
Result<ReadyMap> prepare_map(std::shared_ptr<const Realised> realised, Index map, const EngineRegistry& engines,
                             std::string_view engine, const RunContext& run, const ReadyMap& last);

} // namespace alphascope
