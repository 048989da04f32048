#include "core/io/zip_directory.hpp"

#include "core/io/little_endian.hpp"
#include "core/io/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace alphascope {
namespace {

// Signatures, fixed sizes and field offsets below are those of PKWARE's APPNOTE 6.3, sections 4.3 and 4.5.
constexpr std::uint32_t local_signature = 0x04034b50, central_signature = 0x02014b50, end_signature = 0x06054b50,
                        end64_signature = 0x06064b50, locator_signature = 0x07064b50;
constexpr std::size_t local_size = 30, central_size = 46, end_size = 22, end64_size = 56, locator_size = 20;
constexpr std::uint32_t elsewhere32 = 0xFFFFFFFF; ///< the value is in the zip64 field
constexpr std::uint16_t elsewhere16 = 0xFFFF, zip64_field = 0x0001;
constexpr std::size_t longest_name = 1000;

/// Thrown and caught in this file only.
struct Problem {
    std::string text;
};

bool inside(std::string_view bytes, std::uint64_t offset, std::uint64_t size) {
    return offset <= bytes.size() && size <= bytes.size() - offset;
}

struct Directory {
    std::uint64_t offset = 0, size = 0, members = 0;
};

/// The end record closes the file exactly; a comment that contains another one changes nothing.
std::size_t find_end(std::string_view archive) {
    const std::size_t longest = end_size + 0xFFFF, size = archive.size();
    for (std::size_t back = end_size; back <= std::min(size, longest); ++back) {
        const std::size_t at = size - back;
        if (load_u32(archive, at) == end_signature && load_u16(archive, at + 20) == back - end_size)
            return at;
    }
    throw Problem{"its table of contents is missing: the file was cut short; copy or write it again"};
}

Directory find_directory(std::string_view archive) {
    const std::size_t end = find_end(archive);
    Directory directory{load_u32(archive, end + 16), load_u32(archive, end + 12), load_u16(archive, end + 10)};
    if (load_u16(archive, end + 4) != 0 || load_u16(archive, end + 6) != 0 ||
        load_u16(archive, end + 8) != directory.members)
        throw Problem{"the archive is split into parts; write it as one file"};
    std::uint64_t directory_end = end;
    if (directory.offset == elsewhere32 || directory.size == elsewhere32 || directory.members == elsewhere16) {
        if (end < locator_size || load_u32(archive, end - locator_size) != locator_signature)
            throw Problem{"its zip64 table of contents is missing; write the file again"};
        const std::uint64_t end64 = load_u64(archive, end - locator_size + 8);
        if (!inside(archive.substr(0, end - locator_size), end64, end64_size) ||
            load_u32(archive, end64) != end64_signature)
            throw Problem{"its zip64 table of contents is out of place; write the file again"};
        directory = {load_u64(archive, end64 + 48), load_u64(archive, end64 + 40), load_u64(archive, end64 + 32)};
        directory_end = end64;
    }
    if (!inside(archive, directory.offset, directory.size) || directory.offset + directory.size != directory_end ||
        directory.members > directory.size / central_size)
        throw Problem{"its table of contents is not where the file says; write the file again"};
    return directory;
}

/// Replaces what a directory entry leaves to its zip64 field, in the order the format fixes.
void apply_zip64(std::string_view extra, std::uint64_t& size, std::uint64_t& stored, std::uint64_t& local) {
    if (size != elsewhere32 && stored != elsewhere32 && local != elsewhere32)
        return;
    while (extra.size() >= 4) {
        const std::size_t id = load_u16(extra, 0), length = load_u16(extra, 2);
        if (length > extra.size() - 4)
            break;
        if (id == zip64_field) {
            std::string_view values = extra.substr(4, length);
            for (std::uint64_t* value : {&size, &stored, &local}) {
                if (*value != elsewhere32)
                    continue;
                if (values.size() < 8)
                    throw Problem{"its zip64 sizes are incomplete; write the file again"};
                *value = load_u64(values, 0);
                values.remove_prefix(8);
            }
            return;
        }
        extra.remove_prefix(4 + length);
    }
    throw Problem{"its zip64 sizes are missing; write the file again"};
}

/// Why no array goes by this name; empty: one may.
std::string objection_to(std::string_view name) {
    if (first_invalid_utf8(name) != std::string_view::npos)
        return "its name is not UTF-8; rename the array";
    const bool leaves = name.starts_with('/') || name.find('\\') != std::string::npos || name == ".." ||
                        name.starts_with("../") || name.find("/../") != std::string::npos || name.ends_with("/..");
    const bool is_text = std::all_of(name.begin(), name.end(), [](unsigned char c) { return c >= 0x20 && c != 0x7F; });
    return leaves || name.empty() || !is_text ? "it has a name that is no array's; rename it" : "";
}

/// Why members of these flags and this method are not unpacked; empty: they are.
std::string objection_to(std::uint16_t flags, std::uint16_t method) {
    constexpr std::uint16_t encrypted = 1u << 0 | 1u << 6 | 1u << 13;
    if (flags & encrypted)
        return "it is encrypted; write the file without a password";
    return method == 0 || method == 8
               ? ""
               : fmt::format("it is compressed by method {}; use numpy.savez or numpy.savez_compressed", method);
}

/// A size that the stored bytes cannot have is a lie, whoever asks for the member.
void check_sizes(const ZipMember& member, std::uint64_t stored) {
    // A deflate stream spends at least one bit on 129 bytes (two codes of one bit make 258 bytes): 1032 to 1.
    constexpr std::uint64_t most_per_byte = 1032;
    if (member.method == ZipMethod::stored && stored != member.size)
        throw Problem{fmt::format("member {} announces {} bytes and stores {}; write the file again",
                                  in_quotes(member.name), member.size, stored)};
    if (member.method == ZipMethod::deflated && member.size / most_per_byte > stored)
        throw Problem{fmt::format("member {}: {} bytes cannot unpack to the {} announced; write the file again",
                                  in_quotes(member.name), stored, member.size)};
}

struct Extent {
    std::uint64_t begin, end;
    std::string name;
};

/// Reads the directory entry at the front of `entries`, moves past it and finds the member's data.
ZipMember read_member(std::string_view archive, std::string_view& entries, std::vector<Extent>& extents) {
    if (entries.size() < central_size || load_u32(entries, 0) != central_signature)
        throw Problem{"its table of contents is damaged; copy or write the file again"};
    const std::size_t name_size = load_u16(entries, 28), extra_size = load_u16(entries, 30),
                      comment_size = load_u16(entries, 32);
    if (name_size + extra_size + comment_size > entries.size() - central_size)
        throw Problem{"its table of contents is damaged; copy or write the file again"};
    ZipMember member;
    const std::string_view name = entries.substr(central_size, name_size);
    const std::uint16_t flags = load_u16(entries, 8), method = load_u16(entries, 10);
    member.name = name.empty() ? "(no name)" : excerpt(name, longest_name);
    member.unreadable = objection_to(name);
    if (member.unreadable.empty())
        member.unreadable = objection_to(flags, method);
    member.method = method == 0 ? ZipMethod::stored : ZipMethod::deflated;
    member.crc = load_u32(entries, 16);
    std::uint64_t stored = load_u32(entries, 20), local = load_u32(entries, 42);
    member.size = load_u32(entries, 24);
    apply_zip64(entries.substr(central_size + name_size, extra_size), member.size, stored, local);
    entries.remove_prefix(central_size + name_size + extra_size + comment_size);

    const auto misplaced = [&] {
        return Problem{
            fmt::format("member {} is not where the file says; copy or write the file again", in_quotes(member.name))};
    };
    if (!inside(archive, local, local_size) || load_u32(archive, local) != local_signature)
        throw misplaced();
    const std::uint64_t data = local + local_size + load_u16(archive, local + 26) + load_u16(archive, local + 28);
    if (!inside(archive, data, stored))
        throw misplaced();
    if (archive.substr(local + local_size, load_u16(archive, local + 26)) != name ||
        load_u16(archive, local + 8) != method)
        throw Problem{fmt::format("member {} is described differently in two places; write the file again",
                                  in_quotes(member.name))};
    if (member.unreadable.empty())
        check_sizes(member, stored);
    member.data = archive.substr(data, stored);
    extents.push_back({local, data + stored, member.name});
    return member;
}

void check_extents(std::vector<Extent> extents, std::uint64_t directory) {
    std::sort(extents.begin(), extents.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
    for (std::size_t k = 0; k < extents.size(); ++k)
        if (extents[k].end > (k + 1 < extents.size() ? extents[k + 1].begin : directory))
            throw Problem{
                fmt::format("member {} overlaps what follows it; write the file again", in_quotes(extents[k].name))};
}

} // namespace

Result<std::vector<ZipMember>> zip_directory(std::string_view archive, const std::string& where) try {
    const Directory directory = find_directory(archive);
    std::string_view entries = archive.substr(directory.offset, directory.size);
    std::vector<ZipMember> members;
    std::vector<Extent> extents;
    std::map<std::string_view, int> times;
    for (std::uint64_t k = 0; k < directory.members; ++k)
        members.push_back(read_member(archive, entries, extents));
    for (const ZipMember& member : members)
        ++times[member.name];
    for (ZipMember& member : members)
        if (times[member.name] > 1)
            member.unreadable = "two members have this name; rename one";
    if (!entries.empty())
        throw Problem{"its table of contents holds more than it announces; write the file again"};
    check_extents(std::move(extents), directory.offset);
    return members;
} catch (const Problem& problem) {
    return failure(ErrorCode::invalid_data, problem.text, where);
}

} // namespace alphascope
