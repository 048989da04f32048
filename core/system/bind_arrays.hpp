#pragma once
// File arrays → signals, by name (SPEC section 2, "Binding a tensor file").

#include "core/design/design.hpp"
#include "core/io/tensors.hpp"
#include "core/scene/scene.hpp"
#include "core/system/axis_readings.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace alphascope {

struct BoundArrays {
    std::map<std::string, Value> signals;
    std::map<std::string, Index> sizes;    ///< of every axis an array has
    std::vector<std::string> unused;       ///< arrays the design does not take, o and alpha aside
    std::vector<Remark> remarks;           ///< why an array of the right name was not taken, and what else wants saying
    std::map<std::string, AxisNames> axes; ///< by array, as it was read
};

/// Which of several readings of the axes a stored o or alpha bears out, if one.
using StoredChoice = std::function<std::optional<std::size_t>(const std::vector<AxisReading>&)>;

/// A complex array X gives X_re and X_im (or X_real and X_imag). Where `source` is a scene that makes up whatever is
/// missing, a file that says it was made for another architecture lends what fits: arrays that do not are left out with
/// a warning. Errors: invalid_data with every mismatch, separated by "; ", among them a batch none of whose entries was
/// chosen; of a file for another one, an empty array.
Result<BoundArrays> bind_arrays(const Design& design, const TensorSet& tensors, const TensorSource& source = {},
                                const StoredChoice& by_stored = {});

/// How many entries the batch has in front of the design's arrays: 1 where there is none.
Index entries_in_batch(const Design& design, const TensorSet& tensors, const TensorSource& source = {});

/// An array whose dimensions are the named axes, as a Value (axes brought into canonical order).
Value value_from_array(const std::vector<std::string>& names, const std::vector<Index>& shape,
                       std::vector<double> data);

/// Warnings about a given array: values not finite or outside the promised range (that of its role, when the signal
/// says none), norms that are not 1. A log decay of −∞ is a decay of 0, and a bias of −∞ a mask.
std::vector<Remark> broken_promises(const Signal& signal, const Value& value);

} // namespace alphascope
