#pragma once
// The safetensors format: length, a JSON header, the numbers.

#include "core/base/error.hpp"
#include "core/io/memory_budget.hpp"
#include "core/io/tensors.hpp"

namespace alphascope {

/// True when `bytes` begin as a safetensors file does: eight bytes of length, then an object.
bool looks_like_safetensors(std::string_view bytes);

/// Every tensor and the string metadata; tensors of an unknown type, without elements, or whose shape does not fit
/// their bytes are listed as unread. The smallest come first, as in read_npz. The header is at most 100 MB, as the
/// format fixes; the tensors cover the rest of the file without gap or overlap. Errors: invalid_data at `where` where
/// the header is wrong.
Result<TensorSet> read_safetensors(std::string_view bytes, MemoryBudget& budget, const std::string& where);

} // namespace alphascope
