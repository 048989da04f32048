#pragma once
// A design on a scene before any of its numbers is made: the axes of every value, what does not fit, and the memory it
// will take.

#include "core/system/axis_rules.hpp"

namespace alphascope {

struct DesignSizes {
    PlaceShapes places;          ///< of the choices; those that depend on numbers which only data tell are left out
    Shapes names;                ///< of parameters, signals and lets
    std::vector<Error> problems; ///< each with its pointer; all of them, but for what follows from another one
    std::string largest;         ///< the place whose value or temporaries are largest, and its axes
    double bytes = 0;            ///< tokens, signals, lets, choices, the worst temporaries and the system of one map
};

/// @param sizes of all axes; parameters among its values.
/// @param bound signals whose numbers are here already, with the axes they have in the file.
DesignSizes design_sizes(const Design& design, const Environment& sizes, const std::map<std::string, Value>& bound);

/// Refuses more than `limit` bytes with a message that says how much it would be and what to change.
Result<void> check_memory_needed(const DesignSizes& needed, const Environment& sizes, std::size_t limit);

} // namespace alphascope
