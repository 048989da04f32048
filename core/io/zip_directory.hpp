#pragma once
// The table of contents at the end of a zip archive, and its members. Zip64 is understood, encryption and archives in
// parts are refused.

#include "core/base/error.hpp"
#include "core/io/memory_budget.hpp"
#include "core/io/stored_array.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace alphascope {

inline constexpr std::string_view zip_magic = "PK\x03\x04";

enum class ZipMethod { stored, deflated };

struct ZipMember {
    std::string name;       ///< UTF-8, one line
    std::string unreadable; ///< why its contents cannot be read; empty: they can
    ZipMethod method = ZipMethod::stored;
    std::uint32_t crc = 0;
    std::uint64_t size = 0; ///< of the contents, as announced
    std::string_view data;  ///< as stored, compressed or not; part of the archive's bytes
};

/// Members in the order of the directory. Every announced place is inside the archive, no two members share a byte, no
/// size is one that deflate cannot reach; what local headers repeat agrees with the directory. Members that are
/// encrypted, packed in an unknown way, of one name with another, or whose name leaves the archive ("..", a leading
/// '/', a backslash) or is not UTF-8, are listed as unreadable. Errors: invalid_data at `where`, naming the member.
Result<std::vector<ZipMember>> zip_directory(std::string_view archive, const std::string& where);

/// The contents of one readable member, at most member.size bytes, checked against its CRC. Sizes beyond the budget are
/// refused before allocating; the budget keeps size + 1 bytes taken. A stored member costs nothing.
class ZipContents {
public:
    static Readable<ZipContents> open(const ZipMember& member, MemoryBudget& budget);
    std::string_view bytes() const { return inflated_.empty() ? stored_ : std::string_view(inflated_); }

private:
    std::string_view stored_;
    std::string inflated_;
};

} // namespace alphascope
