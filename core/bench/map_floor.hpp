#pragma once
// What no map of a size can beat on this machine, measured with the kernels the engine itself uses.

#include "core/base/run_context.hpp"
#include "core/base/types.hpp"

#include <string_view>

namespace alphascope {

struct MapFloor {
    Index length = 0, state = 0;
    double product_ms = 0; ///< the causal half of a bare float32 product Q Bᵀ, its blocks going to memory as a map's do
    double write_ms = 0;   ///< a bare write of L² numbers
    double product_gflops = 0, write_gbs = 0; ///< the same two as rates
    double ms() const { return product_ms > write_ms ? product_ms : write_ms; }
    std::string_view stage() const { return product_ms > write_ms ? "product" : "write"; } ///< the larger of the two
};

/// By the widest kernels there are here, on all threads.
MapFloor measure_floor(Index length, Index state, const RunContext& run = {});

/// Rates of this machine, on all threads and by the widest kernels.
struct MachineRates {
    double product_gflops = 0; ///< 32 × 32 blocks of inner size 64 that stay in the caches
    double exp_g = 0;          ///< 1e9 float32 exponentials a second, in the caches
    double write_gbs = 0;      ///< rows stored to 64 MB of memory, ordinarily
    double stream_gbs = 0;     ///< and past the caches
};
MachineRates measure_rates(const RunContext& run = {});

} // namespace alphascope
