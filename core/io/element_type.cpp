#include "core/io/element_type.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace alphascope {

// Stored numbers are loaded as the machine's own; a big-endian machine would need the swap turned around.
static_assert(std::endian::native == std::endian::little);
static_assert(std::numeric_limits<double>::is_iec559 && std::numeric_limits<float>::is_iec559);

std::span<const ElementType> element_types() {
    static constexpr std::array table{
        ElementType{"bool", "b1", "BOOL", ElementKind::boolean, 1},
        ElementType{"int8", "i1", "I8", ElementKind::signed_integer, 1},
        ElementType{"int16", "i2", "I16", ElementKind::signed_integer, 2},
        ElementType{"int32", "i4", "I32", ElementKind::signed_integer, 4},
        ElementType{"int64", "i8", "I64", ElementKind::signed_integer, 8},
        ElementType{"uint8", "u1", "U8", ElementKind::unsigned_integer, 1},
        ElementType{"uint16", "u2", "U16", ElementKind::unsigned_integer, 2},
        ElementType{"uint32", "u4", "U32", ElementKind::unsigned_integer, 4},
        ElementType{"uint64", "u8", "U64", ElementKind::unsigned_integer, 8},
        ElementType{"float16", "f2", "F16", ElementKind::ieee_float, 2},
        ElementType{"float32", "f4", "F32", ElementKind::ieee_float, 4},
        ElementType{"float64", "f8", "F64", ElementKind::ieee_float, 8},
        ElementType{"bfloat16", "", "BF16", ElementKind::brain_float, 2},
    };
    return table;
}

/// IEEE 754 binary16: 1 sign, 5 exponent (bias 15) and 10 fraction bits.
static double half(std::uint16_t bits) {
    const int exponent = (bits >> 10) & 0x1F, fraction = bits & 0x3FF;
    double magnitude;
    if (exponent == 0)
        magnitude = std::ldexp(fraction, -24);
    else if (exponent < 0x1F)
        magnitude = std::ldexp(fraction + 1024, exponent - 25);
    else
        magnitude = fraction == 0 ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
    return bits & 0x8000 ? -magnitude : magnitude;
}

/// `Stored` is loaded from each element's bytes and turned into a double by `value`.
template <class Stored, class Value>
static void decode_as(ByteOrder order, std::string_view bytes, std::span<double> values, Value value) {
    for (std::size_t k = 0; k < values.size(); ++k) {
        std::array<char, sizeof(Stored)> element;
        std::memcpy(element.data(), bytes.data() + k * sizeof(Stored), sizeof(Stored));
        if (order == ByteOrder::big)
            std::reverse(element.begin(), element.end());
        values[k] = value(std::bit_cast<Stored>(element));
    }
}

template <class Stored> static void decode_as(ByteOrder order, std::string_view bytes, std::span<double> values) {
    decode_as<Stored>(order, bytes, values, [](Stored stored) { return static_cast<double>(stored); });
}

void decode(const ElementType& type, ByteOrder order, std::string_view bytes, std::span<double> values) {
    switch (type.kind) {
    case ElementKind::boolean:
        return decode_as<std::uint8_t>(order, bytes, values, [](std::uint8_t stored) { return stored ? 1.0 : 0.0; });
    case ElementKind::signed_integer:
        switch (type.size) {
        case 1: return decode_as<std::int8_t>(order, bytes, values);
        case 2: return decode_as<std::int16_t>(order, bytes, values);
        case 4: return decode_as<std::int32_t>(order, bytes, values);
        default: return decode_as<std::int64_t>(order, bytes, values);
        }
    case ElementKind::unsigned_integer:
        switch (type.size) {
        case 1: return decode_as<std::uint8_t>(order, bytes, values);
        case 2: return decode_as<std::uint16_t>(order, bytes, values);
        case 4: return decode_as<std::uint32_t>(order, bytes, values);
        default: return decode_as<std::uint64_t>(order, bytes, values);
        }
    case ElementKind::ieee_float:
        switch (type.size) {
        case 2: return decode_as<std::uint16_t>(order, bytes, values, half);
        case 4: return decode_as<float>(order, bytes, values);
        default: return decode_as<double>(order, bytes, values);
        }
    case ElementKind::brain_float: // the upper half of a float32
        return decode_as<std::uint16_t>(order, bytes, values, [](std::uint16_t stored) -> double {
            return std::bit_cast<float>(std::uint32_t{stored} << 16);
        });
    }
}

} // namespace alphascope
