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
        ElementType{"float8_e4m3", "", "F8_E4M3", ElementKind::e4m3, 1},
        ElementType{"float8_e5m2", "", "F8_E5M2", ElementKind::e5m2, 1},
        ElementType{"complex64", "c8", "C64", ElementKind::complex_float, 8},
        ElementType{"complex128", "c16", "", ElementKind::complex_float, 16},
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

/// Four exponent bits (bias 7) and three fraction bits; no infinities, and one NaN of either sign: the "FN" of the
/// format's full name, E4M3FN.
static double e4m3(std::uint8_t bits) {
    const int exponent = bits >> 3 & 0xF, fraction = bits & 7;
    const double magnitude = (bits & 0x7F) == 0x7F ? std::numeric_limits<double>::quiet_NaN()
                             : exponent == 0       ? std::ldexp(fraction, -9)
                                                   : std::ldexp(fraction + 8, exponent - 10);
    return bits & 0x80 ? -magnitude : magnitude;
}

/// The upper half of a binary16.
static double e5m2(std::uint8_t bits) {
    return half(static_cast<std::uint16_t>(bits << 8));
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

/// Real and imaginary parts in turn, each in the byte order.
template <class Part>
static void decode_complex(ByteOrder order, std::string_view bytes, std::span<double> real,
                           std::span<double> imaginary) {
    for (std::size_t k = 0; k < real.size(); ++k) {
        const std::string_view element = bytes.substr(2 * k * sizeof(Part), 2 * sizeof(Part));
        decode_as<Part>(order, element, real.subspan(k, 1));
        decode_as<Part>(order, element.substr(sizeof(Part)), imaginary.subspan(k, 1));
    }
}

void decode(const ElementType& type, ByteOrder order, std::string_view bytes, std::span<double> values,
            std::span<double> imaginary) {
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
    case ElementKind::e4m3: return decode_as<std::uint8_t>(order, bytes, values, e4m3);
    case ElementKind::e5m2: return decode_as<std::uint8_t>(order, bytes, values, e5m2);
    case ElementKind::complex_float:
        return type.size == 8 ? decode_complex<float>(order, bytes, values, imaginary)
                              : decode_complex<double>(order, bytes, values, imaginary);
    }
}

} // namespace alphascope
