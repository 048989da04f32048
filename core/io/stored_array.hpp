#pragma once
// One array as a file announces it, before a single number is believed.

#include "core/base/error.hpp"
#include "core/io/element_type.hpp"
#include "core/io/memory_budget.hpp"
#include "core/io/tensors.hpp"

namespace alphascope {

/// What is there, or why it cannot be read: a clause without subject ("needs 12 bytes, ..."). One array or member of a
/// file may be unreadable without harm to the others; who needs it makes the error.
template <class T> using Readable = tl::expected<T, std::string>;

struct StoredArray {
    ElementType type{};
    ByteOrder order = ByteOrder::little;
    bool column_major = false; ///< numpy's Fortran order
    std::vector<Index> shape;
};

/// Checks the shape against the bytes that are there and the budget, then decodes to row-major order. Unreadable: more
/// than 32 axes, a negative length, a product that overflows, no elements, bytes too few or too many, more memory than
/// the budget has.
Readable<Tensor> decode_array(const StoredArray& array, std::string_view bytes, MemoryBudget& budget);

/// "[2, 3]"
std::string shape_text(const std::vector<Index>& shape);

} // namespace alphascope
