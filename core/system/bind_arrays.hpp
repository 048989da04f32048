#pragma once
// File arrays → signals, by name (SPEC section 2, "Binding a tensor file").

#include "core/design/design.hpp"
#include "core/io/tensors.hpp"

#include <map>
#include <string>
#include <vector>

namespace alphascope {

struct BoundArrays {
    std::map<std::string, Value> signals;
    std::map<std::string, Index> sizes; ///< of every axis an array has
    std::vector<std::string> unused;    ///< arrays the design does not take, o and alpha aside
    std::vector<Remark> remarks;        ///< why an array of the right name was not taken, and what else wants saying
};

/// A file that says it was made for another architecture lends what fits: arrays that do not are left out with a
/// warning. Errors: invalid_data with every mismatch, separated by "; "; of a file for another one, an empty array.
Result<BoundArrays> bind_arrays(const Design& design, const TensorSet& tensors);

/// An array whose dimensions are the named axes, as a Value (axes brought into canonical order).
Value value_from_array(const std::vector<std::string>& names, const std::vector<Index>& shape,
                       const std::vector<double>& data);

/// Warnings about a given array: values not finite or outside the promised range, norms that are not 1.
std::vector<Remark> broken_promises(const Signal& signal, const Value& value);

} // namespace alphascope
