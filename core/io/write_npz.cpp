#include "core/io/atomic_file.hpp"
#include "core/io/npy.hpp"
#include "core/io/tensors.hpp"
#include "core/io/utf8.hpp"
#include "core/io/zip_records.hpp"

#include <fmt/format.h>

#include <set>

namespace alphascope {

static std::string_view numbers_of(const NamedTensor& array) {
    const auto bytes = [](const auto& values) {
        return std::string_view(reinterpret_cast<const char*>(values.data()),
                                values.size() * sizeof(*values.data())); // little-endian: element_type.cpp asserts it
    };
    return array.type == StoredType::float32 ? bytes(array.float32) : bytes(array.float64);
}

/// What a caller may get wrong, so that every file that is written can be read.
static Result<void> check(const std::vector<NamedTensor>& arrays, const std::string& where) {
    std::set<std::string> names;
    for (const NamedTensor& array : arrays) {
        const auto refuse = [&](const char* reason) {
            return failure(ErrorCode::usage, fmt::format("array {}: {}", in_quotes(array.name), reason), where);
        };
        std::size_t count = 1;
        for (const Index length : array.shape)
            count *= static_cast<std::size_t>(length);
        if (count != (array.type == StoredType::float32 ? array.float32.size() : array.float64.size()))
            return refuse("its shape does not count its numbers");
        if (!names.insert(array.name).second)
            return refuse("another array has this name");
        if (array.name.empty() || array.name.size() > 1000 || array.name.find_first_of("/\\") != std::string::npos ||
            first_invalid_utf8(array.name) != std::string_view::npos || array.name.find('\0') != std::string::npos)
            return refuse("its name cannot be a file name");
    }
    return {};
}

static Result<void> write_all(AtomicFile& file, const std::vector<NamedTensor>& arrays) {
    Result<void> done;
    std::uint64_t offset = 0;
    const auto put = [&](std::string_view bytes) {
        done = done.and_then([&] { return file.write(bytes); });
        offset += bytes.size();
    };
    std::string entries;
    for (const NamedTensor& array : arrays) {
        const std::string preamble = npy_preamble(array.type == StoredType::float32 ? "<f4" : "<f8", array.shape);
        const std::string_view numbers = numbers_of(array);
        const StoredMember member{array.name + ".npy", preamble.size() + numbers.size(), offset,
                                  zip_check_sum(zip_check_sum(0, preamble), numbers)};
        put(zip_local_header(member));
        put(preamble);
        put(numbers);
        entries += zip_directory_entry(member);
    }
    const std::uint64_t directory = offset;
    put(entries);
    put(zip_end(arrays.size(), directory, entries.size()));
    return done;
}

Result<void> write_npz(const std::filesystem::path& path, const std::vector<NamedTensor>& arrays) {
    if (auto fine = check(arrays, path.string()); !fine)
        return fine;
    auto file = AtomicFile::create(path);
    if (!file)
        return tl::unexpected(file.error());
    return write_all(*file, arrays).and_then([&] { return file->commit(); });
}

} // namespace alphascope
