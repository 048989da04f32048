#pragma once
// What bench prints.

#include "core/bench/far_views.hpp"
#include "core/bench/machine.hpp"
#include "core/bench/speed_bars.hpp"

namespace alphascope::cli {

struct BenchReport {
    Machine machine;
    std::vector<NamedEngine> engines;
    BenchTable table;
    std::vector<FarView> views;
    std::string peer; ///< what the peer says it is: "torch 2.3.0"; empty without one
};

/// Tables to read.
std::string bench_text(const BenchReport& report);

/// What was not measured and why, one line each; bench_text ends with it.
std::string bench_gaps(const BenchReport& report);

/// A list of rows, each complete in itself: machine, rates and engines are in every one. Rows of views have the key
/// "view", and null where only whole maps have a number.
std::string bench_json(const BenchReport& report);

} // namespace alphascope::cli
