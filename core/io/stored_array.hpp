#pragma once
// One array as a file announces it, before a single number is believed.

#include "core/base/error.hpp"
#include "core/io/element_type.hpp"
#include "core/io/memory_budget.hpp"
#include "core/io/tensors.hpp"

namespace alphascope {

struct StoredArray {
    std::string name; ///< for messages
    ElementType type{};
    ByteOrder order = ByteOrder::little;
    bool column_major = false; ///< numpy's Fortran order
    std::vector<Index> shape;
};

/// Checks the shape against the bytes that are there and the budget, then decodes to row-major order.
/// Errors (invalid_data at `where`): more than 32 axes, a negative length, a product that overflows, bytes too few or
/// too many, more memory than the budget has.
Result<Tensor> decode_array(const StoredArray& array, std::string_view bytes, MemoryBudget& budget,
                            const std::string& where);

/// "[2, 3]"
std::string shape_text(const std::vector<Index>& shape);

} // namespace alphascope
