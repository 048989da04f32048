#pragma once
// The number formats found in tensor files, in one table, and their exact values as double.

#include <cstddef>
#include <span>
#include <string_view>

namespace alphascope {

enum class ElementKind {
    boolean,
    signed_integer,
    unsigned_integer,
    ieee_float,
    brain_float,
    e4m3,
    e5m2,
    complex_float
};

struct ElementType {
    std::string_view name;        ///< "float32", as in Tensor::dtype
    std::string_view npy;         ///< type and size in an .npy header, "f4"; empty where numpy has no such type
    std::string_view safetensors; ///< "F32"; empty where the format has no such type
    ElementKind kind;
    std::size_t size; ///< bytes
};

/// Every format the readers accept.
std::span<const ElementType> element_types();

enum class ByteOrder { little, big };

/// Values of `bytes` (a whole number of elements of `type`) into `values`, one each; of a complex type the real parts,
/// and the imaginary parts into `imaginary`. Exact for every format but
/// integers of 64 bits, which round to the nearest double above 2^53; any byte but 0 is true; subnormals, infinities
/// and NaN stay what they are.
/// @pre bytes.size() == values.size() * type.size; imaginary.size() is values.size() for a complex type, else 0
void decode(const ElementType& type, ByteOrder order, std::string_view bytes, std::span<double> values,
            std::span<double> imaginary = {});

} // namespace alphascope
