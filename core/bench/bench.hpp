#pragma once
// How long maps take, next to what this machine cannot beat, measured in the same run.

#include "core/bench/map_floor.hpp"
#include "core/engine/named_engines.hpp"

#include <optional>

namespace alphascope {

inline constexpr std::string_view token_by_token = "token by token"; ///< how a peer goes through a sequence

/// The same map by someone else's program.
struct PeerTime {
    std::string method; ///< "at once" or token_by_token
    double ms;          ///< of its fastest run
    double difference;  ///< largest |theirs − ours| over the largest |ours|, of the rows compared
};

struct BenchRow {
    std::string kind; ///< one of example_kinds()
    Index length, state;
    std::string engine;
    double prepare_ms, map_ms; ///< medians: prepare(); row statistics and the whole map in the engine's own precision
    double median_ms;          ///< of both together
    MapFloor floor;
    std::optional<PeerTime> peer;
    double times_floor() const { return median_ms / floor.ms(); }
};

/// What was asked for and is not in the table, and why.
struct BenchGap {
    std::string kind, engine; ///< empty: all of them
    Index length, state;      ///< state 0: all of them
    std::string why;
};

struct BenchTable {
    MachineRates rates;
    std::vector<BenchRow> rows; ///< in the order length, state, kind, engine
    std::vector<BenchGap> gaps;
};

struct BenchRequest {
    std::vector<std::string> kinds; ///< of example_kinds()
    std::vector<Index> lengths, states;
    std::vector<NamedEngine> engines; ///< those that are not here are passed over: their detail says why
    Index reference_limit = 0;        ///< > 0: the engine "reference" is left out of longer sequences
};

/// Ends early, with the rows so far, when stopped. A kind that needs more than half of the free memory, or an even n
/// where n is odd, is a gap; so is what an engine does not support or fails at.
BenchTable bench(const BenchRequest& request, const RunContext& run = {});

} // namespace alphascope
