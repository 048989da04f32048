#pragma once
// numpy's .npz format: a zip archive with one .npy file an array.

#include "core/base/error.hpp"
#include "core/io/memory_budget.hpp"
#include "core/io/tensors.hpp"

namespace alphascope {

/// Every array of the archive, named without ".npy"; whatever else is in it, or cannot be read, is listed as unread.
/// The smallest come first: where memory ends, as few arrays as can be are left out. Errors: invalid_data at `where`
/// where the table of contents is wrong.
Result<TensorSet> read_npz(std::string_view archive, MemoryBudget& budget, const std::string& where);

} // namespace alphascope
