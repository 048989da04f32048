#include "core/io/tensors.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace alphascope {

Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit) {
    const auto refuse = [&](std::string reason) { return failure(ErrorCode::io, std::move(reason), path.string()); };
    std::error_code status;
    const auto kind = std::filesystem::status(path, status);
    if (kind.type() == std::filesystem::file_type::not_found)
        return refuse("there is no such file; check the path");
    if (std::filesystem::is_directory(kind))
        return refuse("is a folder; name a file");
    if (!std::filesystem::is_regular_file(kind)) // a pipe or device may never end
        return refuse("is not a regular file; save the data to a file first");
    const std::uintmax_t size = std::filesystem::file_size(path, status);
    if (status)
        return refuse(fmt::format("cannot be read: {}", status.message()));
    if (size > limit)
        return refuse(fmt::format("{} bytes, more than the {} allowed; use a smaller file", size, limit));
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return refuse(fmt::format("cannot be read: {}", std::strerror(errno)));
    std::string bytes(static_cast<std::size_t>(size), '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(size));
    if (static_cast<std::uintmax_t>(file.gcount()) != size)
        return refuse("could not be read to its end; try again");
    return bytes;
}

} // namespace alphascope
