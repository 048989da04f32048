#pragma once
// Another program, run to its end.

#include "core/base/error.hpp"
#include "core/base/run_context.hpp"

#include <functional>
#include <vector>

namespace alphascope::cli {

struct ChildOutcome {
    int status; ///< as a shell gives it; 127 when there is no such program
    std::string out, err;
};

/// Runs words[0], looked for as a shell would, with the other words; `line` is called with each line of its standard
/// output as it comes. A stop ends it. Errors: cancelled, io when no process can be started.
Result<ChildOutcome> run_child(const std::vector<std::string>& words, const RunContext& run,
                               const std::function<void(const std::string&)>& line = {});

} // namespace alphascope::cli
