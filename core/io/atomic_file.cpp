#include "core/io/atomic_file.hpp"

#include "core/io/tensors.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <unistd.h>

namespace alphascope {

namespace fs = std::filesystem;

// In English whatever the locale: of the library's words only those for rare troubles are left.
static std::string reason_of(int number) {
    switch (number) {
    case ENOSPC: return "no space left on device";
    case EDQUOT: return "the disk quota is used up";
    case EFBIG: return "it would be larger than files may become here (see ulimit -f)";
    case EACCES:
    case EPERM: return "permission denied";
    case EROFS: return "the file system is read-only";
    default: return std::strerror(number);
    }
}

// A file that grows beyond the limit of the process then fails to be written, rather than end the process with a
// temporary file left behind.
static void report_files_too_large_as_errors() {
    [[maybe_unused]] static const auto before = std::signal(SIGXFSZ, SIG_IGN);
}

AtomicFile::AtomicFile(fs::path path, fs::path temporary, std::FILE* file)
    : path_(std::move(path)), temporary_(std::move(temporary)), file_(file) {}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::move(other.path_)), temporary_(std::move(other.temporary_)), file_(std::move(other.file_)) {
    other.temporary_.clear();
}

AtomicFile::~AtomicFile() {
    file_.reset();
    std::error_code ignored; // a destructor has nobody to tell
    if (!temporary_.empty())
        fs::remove(temporary_, ignored);
}

tl::unexpected<Error> AtomicFile::failed(int number) const {
    return failure(ErrorCode::io, fmt::format("cannot be written: {}", reason_of(number)), path_.string());
}

Result<AtomicFile> AtomicFile::create(const fs::path& path) {
    report_files_too_large_as_errors();
    std::error_code status;
    // A link stays a link: what it points to is replaced.
    const fs::path target = fs::is_symlink(path, status) ? fs::weakly_canonical(path, status) : path;
    const fs::file_status present = fs::status(target, status);
    if (fs::exists(present) && !fs::is_regular_file(present))
        return failure(ErrorCode::io, "is not a regular file; choose a file name", path.string());
    const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, status))
        return failure(ErrorCode::io, fmt::format("the folder {} does not exist; create it first", folder.string()),
                       path.string());
    for (int attempt = 0;; ++attempt) {
        const fs::path temporary =
            folder / fmt::format(".{}.{}-{}.part", target.filename().string().substr(0, 200), ::getpid(), attempt);
        if (std::FILE* file = std::fopen(temporary.c_str(), "wbx")) // x: never a file that is there already
            return AtomicFile(target, temporary, file);
        if (errno != EEXIST || attempt == 100)
            return AtomicFile(target, {}, nullptr).failed(errno);
    }
}

Result<void> AtomicFile::write(std::string_view bytes) {
    // An array without numbers has no address either, and fwrite wants one.
    if (!bytes.empty() && std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size())
        return failed(errno);
    return {};
}

Result<void> AtomicFile::commit() {
    if (std::fflush(file_.get()) != 0 || ::fsync(::fileno(file_.get())) != 0)
        return failed(errno);
    std::error_code status;
    const fs::file_status present = fs::status(path_, status);
    if (fs::exists(present))
        fs::permissions(temporary_, present.permissions(), status);
    file_.reset();
    fs::rename(temporary_, path_, status);
    if (status)
        return failed(status.value());
    temporary_.clear();
    return {};
}

Result<void> write_file_atomically(const fs::path& path, std::string_view bytes) {
    auto file = AtomicFile::create(path);
    if (!file)
        return tl::unexpected(file.error());
    return file->write(bytes).and_then([&] { return file->commit(); });
}

} // namespace alphascope
