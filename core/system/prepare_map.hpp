#pragma once
// From a realised design to one of its maps, ready for tiles.

#include "core/engine/engine.hpp"
#include "core/system/realise.hpp"

namespace alphascope {

/// The map's system, prepared by the engine of that id ("auto", "cpu", "cpu:avx2", ...). Errors: those of
/// Realised::system(), EngineRegistry::pick() and Engine::prepare(). @pre 0 ≤ map < realised.map_count()
Result<std::shared_ptr<const Prepared>> prepare_map(const Realised& realised, Index map, const EngineRegistry& engines,
                                                    std::string_view engine, const RunContext& run);

} // namespace alphascope
