#pragma once
// Little-endian integers at an offset of a byte string, as zip, .npy and safetensors store them.

#include <cassert>
#include <cstdint>
#include <string>
#include <string_view>

namespace alphascope {

/// @pre offset + size <= bytes.size()
inline std::uint64_t load_little_endian(std::string_view bytes, std::size_t offset, std::size_t size) {
    assert(offset <= bytes.size() && size <= bytes.size() - offset);
    std::uint64_t value = 0;
    for (std::size_t k = size; k-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[offset + k]);
    return value;
}

inline std::uint16_t load_u16(std::string_view bytes, std::size_t offset) {
    return static_cast<std::uint16_t>(load_little_endian(bytes, offset, 2));
}
inline std::uint32_t load_u32(std::string_view bytes, std::size_t offset) {
    return static_cast<std::uint32_t>(load_little_endian(bytes, offset, 4));
}
inline std::uint64_t load_u64(std::string_view bytes, std::size_t offset) {
    return load_little_endian(bytes, offset, 8);
}

inline void append_little_endian(std::string& bytes, std::uint64_t value, int size) {
    for (int k = 0; k < size; ++k)
        bytes += static_cast<char>(value >> (8 * k) & 0xFF);
}
inline void append_u16(std::string& bytes, std::uint16_t value) {
    append_little_endian(bytes, value, 2);
}
inline void append_u32(std::string& bytes, std::uint32_t value) {
    append_little_endian(bytes, value, 4);
}
inline void append_u64(std::string& bytes, std::uint64_t value) {
    append_little_endian(bytes, value, 8);
}

} // namespace alphascope
