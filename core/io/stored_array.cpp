#include "core/io/stored_array.hpp"

#include "core/io/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

namespace alphascope {

static constexpr std::size_t most_axes = 32;

/// Number of elements; nothing when it, or the product of any of the axes, overflows what can be indexed.
static std::optional<std::size_t> element_count(const std::vector<Index>& shape) {
    constexpr Index most = std::numeric_limits<Index>::max() / 16; // so that bytes of any type can be counted too
    Index product = 1;
    bool empty = false;
    for (const Index length : shape) {
        if (length == 0) {
            empty = true; // the other axes must still make sense
            continue;
        }
        if (length > most / product)
            return std::nullopt;
        product *= length;
    }
    return empty ? 0 : static_cast<std::size_t>(product);
}

/// Row-major copy of column-major `values`: the first axis varies fastest in what is read.
static std::vector<double> row_major(const std::vector<double>& values, const std::vector<Index>& shape) {
    std::vector<std::size_t> stride(shape.size(), 1), position(shape.size(), 0);
    for (std::size_t axis = 1; axis < shape.size(); ++axis)
        stride[axis] = stride[axis - 1] * static_cast<std::size_t>(shape[axis - 1]);
    std::vector<double> ordered(values.size());
    std::size_t from = 0;
    for (double& value : ordered) {
        value = values[from];
        for (std::size_t axis = shape.size(); axis-- > 0;) { // counts up, last axis fastest
            from += stride[axis];
            if (++position[axis] < static_cast<std::size_t>(shape[axis]))
                break;
            from -= stride[axis] * position[axis];
            position[axis] = 0;
        }
    }
    return ordered;
}

std::string shape_text(const std::vector<Index>& shape) {
    return fmt::format("[{}]", fmt::join(shape.begin(), shape.begin() + std::min(shape.size(), most_axes), ", "));
}

Readable<Tensor> decode_array(const StoredArray& array, std::string_view bytes, MemoryBudget& budget) {
    const auto refuse = [](std::string reason) { return tl::unexpected(std::move(reason)); };
    const std::string shape = shape_text(array.shape);
    if (array.shape.size() > most_axes)
        return refuse(fmt::format("{} axes, more than the {} allowed", array.shape.size(), most_axes));
    if (std::any_of(array.shape.begin(), array.shape.end(), [](Index length) { return length < 0; }))
        return refuse(fmt::format("shape {} has a negative length; write the file again", shape));
    const auto count = element_count(array.shape);
    if (!count)
        return refuse(fmt::format("shape {} has more elements than can be counted; write the file again", shape));
    if (*count * array.type.size != bytes.size())
        return refuse(fmt::format("shape {} of {} needs {} bytes, the file holds {}; write the file again", shape,
                                  array.type.name, *count * array.type.size, bytes.size()));
    if (*count == 0)
        return refuse(fmt::format("shape {} is empty; save at least one element", shape));
    const bool is_complex = array.type.kind == ElementKind::complex_float;
    const std::size_t part = *count * sizeof(double), working = array.column_major ? part : 0;
    const std::size_t needed = is_complex ? 2 * part : part;
    if (!budget.take(needed + working))
        return refuse(fmt::format("shape {} needs {} bytes in memory, {} of the {} allowed are left; store fewer "
                                  "tokens or heads",
                                  shape, needed + working, budget.left(), budget.limit()));

    Tensor tensor{array.shape, std::vector<double>(*count), std::vector<double>(is_complex ? *count : 0),
                  std::string(array.type.name)};
    decode(array.type, array.order, bytes, tensor.data, tensor.imaginary);
    if (array.column_major)
        for (auto* values : {&tensor.data, &tensor.imaginary})
            if (!values->empty())
                *values = row_major(*values, tensor.shape);
    budget.give_back(working);
    return tensor;
}

} // namespace alphascope
