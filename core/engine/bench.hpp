#pragma once
// How long maps take, next to what this machine cannot beat, measured in the same run.

#include "core/engine/engine.hpp"

namespace alphascope {

struct BenchRow {
    std::string kind; ///< one of step_kind_ids, softmax, delta or gated_delta
    Index length, state;
    std::string engine;
    double median_ms; ///< prepare, row statistics and the whole map in its engine's own precision
    double floor_ms;  ///< the larger of the causal half of a bare float32 product Q Bᵀ, by the widest
                      ///< kernels there are here, and a bare write of L² numbers
    double times_floor;
};

/// Rows for every available engine, in the order kind, length, state, engine. The reference engine is left out above
/// 1024 tokens. Stops early (with the rows so far) when asked to.
std::vector<BenchRow> bench(const EngineRegistry& engines, const std::vector<Index>& lengths,
                            const std::vector<Index>& states, const RunContext& run = {});

} // namespace alphascope
