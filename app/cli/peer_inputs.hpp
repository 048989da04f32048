#pragma once
// A system as files that a peer reads, so that both compute the same map.

#include "core/engine/engine.hpp"

#include <filesystem>

namespace alphascope::cli {

/// Writes <name>.npz: the arrays of the system under the names they have in core/system, and `rows` and `alpha`, some
/// rows of our own map to compare with. Returns what the arrays leave to say, as one JSON object. Errors: io, and what
/// the engine says.
Result<std::string> write_peer_inputs(const std::filesystem::path& folder, const std::string& name,
                                      const std::shared_ptr<const System>& system, const Engine& ours,
                                      const RunContext& run);

} // namespace alphascope::cli
