#include "core/io/zip_records.hpp"

#include "core/io/little_endian.hpp"

#include <zlib.h>

namespace alphascope {

// PKWARE's APPNOTE 6.3, sections 4.3 and 4.5.3.
static constexpr std::uint32_t in_zip64_field = 0xFFFFFFFF;
static constexpr std::uint16_t zip64_version = 45, utf8_name = 1u << 11, zip64_field = 0x0001;

/// The fields local header and directory entry share, up to the length of the extra field: the date is 1980-01-01, so
/// that equal arrays make equal files.
static void append_common(std::string& bytes, const StoredMember& member, std::uint16_t extra_size) {
    append_u16(bytes, zip64_version);
    append_u16(bytes, utf8_name);
    append_u16(bytes, 0); // stored
    append_u16(bytes, 0); // 00:00
    append_u16(bytes, 1u << 5 | 1u);
    append_u32(bytes, member.crc);
    append_u32(bytes, in_zip64_field);
    append_u32(bytes, in_zip64_field);
    append_u16(bytes, static_cast<std::uint16_t>(member.name.size()));
    append_u16(bytes, extra_size);
}

std::string zip_local_header(const StoredMember& member) {
    std::string bytes = "PK\x03\x04";
    append_common(bytes, member, 20);
    bytes += member.name;
    append_u16(bytes, zip64_field);
    append_u16(bytes, 16);
    append_u64(bytes, member.size);
    append_u64(bytes, member.size);
    return bytes;
}

std::string zip_directory_entry(const StoredMember& member) {
    std::string bytes = "PK\x01\x02";
    append_u16(bytes, zip64_version);
    append_common(bytes, member, 28);
    append_u16(bytes, 0); // comment
    append_u16(bytes, 0); // part of the archive
    append_u16(bytes, 0); // attributes
    append_u32(bytes, 0);
    append_u32(bytes, in_zip64_field);
    bytes += member.name;
    append_u16(bytes, zip64_field);
    append_u16(bytes, 24);
    append_u64(bytes, member.size);
    append_u64(bytes, member.size);
    append_u64(bytes, member.offset);
    return bytes;
}

std::string zip_end(std::uint64_t members, std::uint64_t offset, std::uint64_t size) {
    std::string bytes = "PK\x06\x06";
    append_u64(bytes, 44); // what follows in this record
    append_u16(bytes, zip64_version);
    append_u16(bytes, zip64_version);
    append_u32(bytes, 0);
    append_u32(bytes, 0);
    append_u64(bytes, members);
    append_u64(bytes, members);
    append_u64(bytes, size);
    append_u64(bytes, offset);

    bytes += "PK\x06\x07"; // where that record is
    append_u32(bytes, 0);
    append_u64(bytes, offset + size);
    append_u32(bytes, 1);

    bytes += "PK\x05\x06";
    append_u16(bytes, 0);
    append_u16(bytes, 0);
    append_u16(bytes, 0xFFFF);
    append_u16(bytes, 0xFFFF);
    append_u32(bytes, in_zip64_field);
    append_u32(bytes, in_zip64_field);
    append_u16(bytes, 0);
    return bytes;
}

std::uint32_t zip_check_sum(std::uint32_t before, std::string_view bytes) {
    if (bytes.empty()) // its pointer may be null, which zlib takes as a wish to start anew
        return before;
    return static_cast<std::uint32_t>(crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

} // namespace alphascope
