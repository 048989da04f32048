#pragma once
// The same maps by PyTorch, through a script.

#include "core/bench/bench.hpp"

#include <filesystem>

namespace alphascope::cli {

struct TorchPeer {
    std::string python; ///< interpreter, looked for as a shell would
    std::filesystem::path script;
};

/// The script given, else the one installed with this program or, in a build tree, of its sources. Errors: io, saying
/// where it was looked for.
Result<std::filesystem::path> torch_script(const std::string& given);

/// "torch 2.3.0". Errors: unavailable, saying which of the two is missing and what to do.
Result<std::string> torch_version(const TorchPeer& peer, const RunContext& run);

/// Gives the rows of the table their peer's time, on as many threads as ours; the inputs go through a folder that is
/// removed. `ours` draws the rows both are compared on. Errors: io, numerical when the script fails.
Result<void> measure_peer(const TorchPeer& peer, const EngineRegistry& ours, BenchTable& table, const RunContext& run);

} // namespace alphascope::cli
