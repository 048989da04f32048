#pragma once
// The table of contents at the end of a zip archive, and its members. Zip64 is understood, encryption and archives in
// parts are refused.

#include "core/base/error.hpp"
#include "core/io/memory_budget.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace alphascope {

inline constexpr std::string_view zip_magic = "PK\x03\x04";

enum class ZipMethod { stored, deflated };

struct ZipMember {
    std::string name;
    ZipMethod method = ZipMethod::stored;
    std::uint32_t crc = 0;
    std::uint64_t size = 0; ///< of the contents, as announced
    std::string_view data;  ///< as stored, compressed or not; part of the archive's bytes
};

/// Members in the order of the directory. Every announced place is inside the archive, no two members share a byte, no
/// name appears twice, leaves the archive ("..", a leading '/', a backslash) or is not UTF-8; what local headers repeat
/// agrees with the directory. Errors: invalid_data at `where`, naming the member.
Result<std::vector<ZipMember>> zip_directory(std::string_view archive, const std::string& where);

/// The contents of one member, at most member.size bytes, checked against its CRC. Refuses sizes deflate cannot reach
/// and sizes beyond the budget before allocating; the budget keeps size bytes taken. A stored member costs nothing.
class ZipContents {
public:
    static Result<ZipContents> open(const ZipMember& member, MemoryBudget& budget, const std::string& where);
    std::string_view bytes() const { return inflated_.empty() ? stored_ : std::string_view(inflated_); }

private:
    std::string_view stored_;
    std::string inflated_;
};

} // namespace alphascope
