#include "core/scene/file_identity.hpp"

#include "core/io/little_endian.hpp"
#include "core/io/sha256.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

namespace alphascope {

namespace fs = std::filesystem;

static constexpr std::uint64_t header = 64 * 1024, block = 4096, blocks = 64;

static tl::unexpected<Error> unreadable(const fs::path& path, const std::string& reason) {
    return failure(ErrorCode::io, fmt::format("cannot be read: {}", reason), path.string());
}

static Result<FileIdentity> identify_one(const fs::path& path, std::uint64_t size) {
    std::ifstream file(path, std::ios::binary);
    Sha256 hash;
    std::string bytes;
    append_u64(bytes, size);
    hash.add(bytes);
    const auto add = [&](std::uint64_t from, std::uint64_t count) {
        bytes.resize(static_cast<std::size_t>(count));
        file.seekg(static_cast<std::streamoff>(from));
        file.read(bytes.data(), static_cast<std::streamsize>(count));
        hash.add(bytes);
    };
    add(0, std::min(size, header));
    for (std::uint64_t k = 0; size >= block && k < blocks; ++k) { // k (size − block) may pass 64 bits
        const std::uint64_t room = size - block;
        add(room / (blocks - 1) * k + room % (blocks - 1) * k / (blocks - 1), block);
    }
    if (!file)
        return unreadable(path, "its end came early");
    return FileIdentity{size, hash.hex()};
}

static Result<FileIdentity> identify_folder(const fs::path& folder) {
    std::error_code status;
    std::vector<fs::path> files;
    for (fs::directory_iterator entry(folder, status), end; !status && entry != end; entry.increment(status))
        if (entry->path().extension() == ".npy")
            files.push_back(entry->path());
    if (status)
        return unreadable(folder, status.message());
    std::sort(files.begin(), files.end());
    FileIdentity all;
    Sha256 hash;
    for (const fs::path& file : files) {
        const auto one = identify_file(file);
        if (!one)
            return one;
        all.bytes += one->bytes;
        hash.add(file.filename().string());
        hash.add(std::string_view("\0", 1));
        hash.add(one->hash);
    }
    all.hash = hash.hex();
    return all;
}

Result<FileIdentity> identify_file(const fs::path& path) {
    std::error_code status;
    const auto kind = fs::status(path, status);
    if (fs::is_directory(kind))
        return identify_folder(path);
    if (!fs::is_regular_file(kind)) // a pipe or device may never end
        return unreadable(path, "it is not a regular file");
    const std::uintmax_t size = fs::file_size(path, status);
    if (status)
        return unreadable(path, status.message());
    return identify_one(path, size);
}

} // namespace alphascope
