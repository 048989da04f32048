#pragma once
// Which architecture becomes which when a constraint is relaxed: edges between presets, as data
// (resources/relaxations.json). Each is tested: with its settings the richer preset gives the poorer one's α.

#include "core/base/error.hpp"
#include "core/design/design.hpp"

#include <map>
#include <string>
#include <vector>

namespace alphascope {

struct Relaxation {
    std::string poorer, richer; ///< preset ids
    std::string constraint;     ///< what makes the richer one the poorer: "β = 0"
    std::string gain;           ///< what relaxing it brings, a few words
    /// The richer one's inputs under the constraint, as expressions in the signals, let bindings and parameters of the
    /// poorer one; signals that are not named here are those of the same name.
    std::map<std::string, Expression> signals;
    std::map<std::string, double> parameters; ///< of the richer one
    std::map<std::string, std::string>
        choices;             ///< members of the richer one's document (JSON texts): readout, normaliser
    bool skip_apart = false; ///< the two are compared without their skips
};

/// All edges, in the order of the file: from poor to rich. Errors: the first problem of the file.
Result<std::vector<Relaxation>> relaxations();

/// The richer design with the constraint's parameters and choices set. Errors name what the design does not have.
Result<Design> constrained(const Design& richer, const Relaxation& relaxation);

} // namespace alphascope
