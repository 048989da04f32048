#pragma once
// A file that appears whole or not at all.

#include "core/base/error.hpp"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>

namespace alphascope {

/// Collects bytes in a temporary file beside `path`; commit() gives it the name. Without commit nothing remains.
class AtomicFile {
public:
    /// Errors (io): the folder does not exist or cannot be written, or `path` is no regular file (a folder, a device).
    static Result<AtomicFile> create(const std::filesystem::path& path);

    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;
    ~AtomicFile();

    Result<void> write(std::string_view bytes);
    /// Flushes to the device, then renames. The permissions of a file that is replaced stay.
    Result<void> commit();

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    AtomicFile(std::filesystem::path path, std::filesystem::path temporary, std::FILE* file);
    tl::unexpected<Error> failed(int number) const;

    std::filesystem::path path_, temporary_; ///< temporary_ is empty once there is nothing to remove
    std::unique_ptr<std::FILE, Close> file_;
};

} // namespace alphascope
