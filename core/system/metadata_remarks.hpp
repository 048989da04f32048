#pragma once
// What a file's metadata says and nobody understands.

#include "core/base/remark.hpp"
#include "core/design/design.hpp"
#include "core/io/tensors.hpp"

namespace alphascope {

/// One warning for each key that has a meaning ("layout", "axes", "tokens", "answer_positions", "architecture") and a
/// text that has none: what it is, and what would be understood. Keys without a meaning are the author's own.
/// @param length tokens of the arrays as they were read
std::vector<Remark> remarks_on_metadata(const Design& design, const TensorSet& tensors, Index length);

} // namespace alphascope
