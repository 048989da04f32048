#pragma once
// Every number the program shows about a map, as JSON (`alphascope-cli analyse`).

#include "core/base/error.hpp"
#include "core/base/remark.hpp"
#include "core/base/run_context.hpp"
#include "core/engine/engine.hpp"

#include <string>
#include <vector>

namespace alphascope {

/// What the report cannot read off the prepared system, and what to look at.
struct ReportContext {
    std::string design;     ///< id or name; left out when empty
    std::string file;       ///< that gives α itself, no design having made it; left out when empty
    std::string map;        ///< "head 2"; left out when empty
    Index kicked_token = 0; ///< j of the impulse response
    bool frozen_query = false;
    Index numeric_tokens = 256;    ///< tokens evaluated where eigenvalues take the general solver
    std::vector<Remark> remarks;   ///< what is known already; the report adds what is not finite
    Index listed_positions = 4096; ///< tokens whose eigenvalues and norms are listed; evenly spaced ones of longer maps
};

struct AnalysisReport {
    std::string json;
    std::vector<Remark> remarks; ///< those in the JSON
};

/// One JSON object with members units, system, properties, rows, scores, impulse, spectrum, stability and remarks.
/// Numbers that are not finite are the strings "inf", "-inf" and "nan". A quantity that does not exist is null (a
/// half-life longer than the sequence); where α alone is given, so is all but the rows. Errors: usage when kicked_token
/// is not a token; those of the analyses.
Result<AnalysisReport> analysis_report(const Prepared& prepared, const ReportContext& context = {},
                                       const RunContext& run = {});

} // namespace alphascope
