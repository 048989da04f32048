#pragma once
// The records of a zip archive of stored members, as bytes.

#include <cstdint>
#include <string>
#include <string_view>

namespace alphascope {

struct StoredMember {
    std::string name;
    std::uint64_t size = 0, offset = 0; ///< contents; start of the local header
    std::uint32_t crc = 0;
};

/// Sizes and offsets are always in zip64 fields: one layout for every size, so that the layout of files above 4 GB is
/// the one every test reads.
std::string zip_local_header(const StoredMember& member);
std::string zip_directory_entry(const StoredMember& member);
/// What follows the entries: `offset` and `size` are those of all entries together.
std::string zip_end(std::uint64_t members, std::uint64_t offset, std::uint64_t size);

/// CRC-32 of the bytes so far (0 at the start) continued with `bytes`.
std::uint32_t zip_check_sum(std::uint32_t before, std::string_view bytes);

} // namespace alphascope
