#pragma once
// Which axes the value at each place of a design may have, and how large they are: checked once, before any number is
// computed, so that nothing behind indexes one array by the shape of another.

#include "core/design/design.hpp"
#include "core/language/shapes.hpp"

#include <map>
#include <string>
#include <vector>

namespace alphascope {

/// By JSON pointer ("/evolution/log"): evolution, write, read, value, skip, window, direction, readout, normaliser.
using PlaceShapes = std::map<std::string, Shape>;

/// Every value that has an axis its place does not take, an axis of another size than the maps, the sequence or the
/// state have, or complex numbers where only real ones are meant; each with its pointer. Places that are not in
/// `places` are left out.
/// @param names shapes of what formulas of φ and η read.
std::vector<Error> axis_problems(const Design& design, const PlaceShapes& places, const Shapes& names,
                                 const Environment& sizes);

/// Coordinates of the state of one map, both halves of a delay counted: the largest any place has.
Index state_size_of(const Design& design, const PlaceShapes& places);

} // namespace alphascope
