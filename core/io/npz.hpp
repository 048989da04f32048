#pragma once
// numpy's .npz format: a zip archive with one .npy file an array.

#include "core/base/error.hpp"
#include "core/io/memory_budget.hpp"
#include "core/io/tensors.hpp"

namespace alphascope {

/// Every array of the archive, named without ".npy". Errors: invalid_data at `where`.
Result<TensorSet> read_npz(std::string_view archive, MemoryBudget& budget, const std::string& where);

} // namespace alphascope
