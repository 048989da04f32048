#pragma once
// Which array of a file is which signal's, by name.

#include "core/design/design.hpp"
#include "core/io/tensors.hpp"
#include "core/scene/scene.hpp"
#include "core/system/axis_readings.hpp"

#include <map>
#include <string>
#include <vector>

namespace alphascope {

/// An array of the file that gives a signal its numbers.
struct FoundArray {
    const Signal* signal = nullptr;
    std::string array;
    const Tensor* tensor = nullptr;
    bool imaginary_part = false; ///< of a complex array
    const std::vector<double>& numbers() const { return imaginary_part ? tensor->imaginary : tensor->data; }
};

struct FoundArrays {
    std::vector<FoundArray> arrays;    ///< in the order of the signals
    std::vector<std::string> problems; ///< complex arrays for real signals, members that were not read
};
FoundArrays find_arrays(const Design& design, const TensorSet& tensors);

/// The arrays with what the source or the file's metadata says about their dimensions. Metadata: "axes", a JSON object
/// from arrays to words ("batch time head state").
std::vector<ArrayToRead> arrays_to_read(const FoundArrays& found, const TensorSet& tensors, const TensorSource& source);

/// Metadata: "tokens" and "answer_positions", lists with one entry a token; "layout", "BTHD" and the like. Arrays that
/// models take per token (attention_mask, input_ids ...) and a stored alpha tell the number of tokens too.
ReadingEvidence reading_evidence(const Design& design, const TensorSet& tensors);

/// What the file holds beside what the design takes: masks it does not read, unused arrays, members that were not read.
std::vector<Remark> remarks_on_the_rest(const TensorSet& tensors, const std::vector<std::string>& unused);

} // namespace alphascope
