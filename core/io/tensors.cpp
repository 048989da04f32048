#include "core/io/tensors.hpp"

#include "core/io/npy.hpp"
#include "core/io/npz.hpp"
#include "core/io/safetensors.hpp"
#include "core/io/utf8.hpp"
#include "core/io/zip_directory.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace alphascope {

namespace fs = std::filesystem;

static constexpr std::string_view empty_zip_magic = "PK\x05\x06";

/// What to tell about bytes that are none of the formats.
static std::string unknown_format(std::string_view bytes) {
    if (bytes.empty())
        return "the file is empty; write it again";
    if (bytes.starts_with("version https://git-lfs"))
        return "a Git LFS pointer stands in for the file; fetch the file itself (git lfs pull)";
    return "neither .npz, .npy nor .safetensors data; save the arrays with numpy.savez or safetensors";
}

/// The whole of one file; `array` names what an .npy file holds.
static Result<TensorSet> read_one(std::string_view bytes, const std::string& array, MemoryBudget& budget,
                                  const std::string& where) {
    if (bytes.starts_with(zip_magic) || bytes.starts_with(empty_zip_magic))
        return read_npz(bytes, budget, where);
    if (bytes.starts_with(npy_magic))
        return read_npy(bytes, array, budget, where).map([&](Tensor&& tensor) {
            TensorSet set;
            set.tensors.emplace(array, std::move(tensor));
            return set;
        });
    if (looks_like_safetensors(bytes))
        return read_safetensors(bytes, budget, where);
    return failure(ErrorCode::invalid_data, unknown_format(bytes), where);
}

static Result<TensorSet> not_empty(TensorSet&& set, const std::string& where) {
    if (set.tensors.empty())
        return failure(ErrorCode::invalid_data, "it holds no arrays; save at least one", where);
    return std::move(set);
}

static Result<TensorSet> read_file_within(const fs::path& path, MemoryBudget& budget) {
    auto bytes = read_file(path, budget.left());
    if (!bytes)
        return tl::unexpected(bytes.error());
    const bool fits = budget.take(bytes->size()); // read_file refused more
    auto set = read_one(*bytes, path.stem().string(), budget, path.string());
    if (fits)
        budget.give_back(bytes->size());
    return set;
}

static Result<TensorSet> read_folder(const fs::path& folder, MemoryBudget& budget) {
    std::error_code status;
    std::vector<fs::path> files;
    for (fs::directory_iterator entry(folder, status), end; !status && entry != end; entry.increment(status))
        if (entry->path().extension() == ".npy")
            files.push_back(entry->path());
    if (status)
        return failure(ErrorCode::io, fmt::format("the folder cannot be read: {}", status.message()), folder.string());
    if (files.empty())
        return failure(ErrorCode::invalid_data, "no .npy file in this folder; choose the folder that holds them",
                       folder.string());
    std::sort(files.begin(), files.end()); // the first of several errors must not depend on the file system
    TensorSet all;
    for (const fs::path& file : files) {
        auto set = read_file_within(file, budget);
        if (!set)
            return set;
        if (set->tensors.size() != 1 || set->tensors.begin()->first != file.stem())
            return failure(ErrorCode::invalid_data, "not .npy data; in a folder every .npy file holds one array",
                           file.string());
        all.tensors.merge(set->tensors);
    }
    return all;
}

Result<TensorSet> read_tensors(const fs::path& path, std::size_t memory_limit) {
    MemoryBudget budget(memory_limit);
    std::error_code status;
    if (fs::is_directory(path, status))
        return read_folder(path, budget);
    return read_file_within(path, budget).and_then([&](TensorSet&& set) {
        return not_empty(std::move(set), path.string());
    });
}

Result<TensorSet> read_tensors_from(std::string_view bytes, const std::string& name, std::size_t memory_limit) {
    MemoryBudget budget(memory_limit);
    return read_one(bytes, fs::path(name).stem().string(), budget, name).and_then([&](TensorSet&& set) {
        return not_empty(std::move(set), name);
    });
}

} // namespace alphascope
