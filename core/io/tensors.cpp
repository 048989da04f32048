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
    if (bytes.starts_with("{") && bytes.find("\"weight_map\"") != std::string_view::npos)
        return "an index of safetensors shards: the arrays are in several files; open one of the shards it names";
    return "neither .npz, .npy nor .safetensors data; save the arrays with numpy.savez or safetensors";
}

/// The whole of one file; `array` names what an .npy file holds.
static Result<TensorSet> read_one(std::string_view bytes, const std::string& array, MemoryBudget& budget,
                                  const std::string& where) {
    if (bytes.starts_with(zip_magic) || bytes.starts_with(empty_zip_magic))
        return read_npz(bytes, budget, where);
    if (bytes.starts_with(npy_magic)) {
        TensorSet set;
        if (auto tensor = read_npy(bytes, budget))
            set.tensors.emplace(array, std::move(*tensor));
        else
            set.unread.emplace(array, std::move(tensor.error()));
        set.remarks = guessed_types(set.tensors);
        return set;
    }
    if (looks_like_safetensors(bytes))
        return read_safetensors(bytes, budget, where);
    return failure(ErrorCode::invalid_data, unknown_format(bytes), where);
}

static Result<TensorSet> not_empty(TensorSet&& set, const std::string& where) {
    if (!set.tensors.empty())
        return std::move(set);
    if (set.unread.empty())
        return failure(ErrorCode::invalid_data, "it holds no arrays; save at least one", where);
    const auto& [name, why] = *set.unread.begin();
    const std::string one = fmt::format("array {}: {}", in_quotes(name), excerpt(why, 300));
    return failure(ErrorCode::invalid_data,
                   set.unread.size() == 1
                       ? one
                       : fmt::format("none of its {} members is an array that can be read; {}", set.unread.size(), one),
                   where);
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

/// Files of a folder by their ending, in the order of their names: what is said must not depend on the file system.
static Result<std::vector<fs::path>> files_ending(std::string_view extension, const fs::path& folder) {
    std::error_code status;
    std::vector<fs::path> files;
    for (fs::directory_iterator entry(folder, status), end; !status && entry != end; entry.increment(status))
        if (entry->path().extension() == extension)
            files.push_back(entry->path());
    if (status)
        return failure(ErrorCode::io, fmt::format("the folder cannot be read: {}", status.message()), folder.string());
    std::sort(files.begin(), files.end());
    return files;
}

static tl::unexpected<Error> no_arrays_in(const fs::path& folder) {
    const auto shards = files_ending(".safetensors", folder);
    return failure(ErrorCode::invalid_data,
                   shards && !shards->empty()
                       ? fmt::format("no .npy file in this folder, but {} safetensors files (shards of one model?); "
                                     "open one of these several files, such as {}",
                                     shards->size(), in_quotes(shards->front().filename().string()))
                       : "no .npy file in this folder; choose the folder that holds them",
                   folder.string());
}

static Result<TensorSet> read_folder(const fs::path& folder, MemoryBudget& budget) {
    const auto files = files_ending(".npy", folder);
    if (!files)
        return tl::unexpected(files.error());
    if (files->empty())
        return no_arrays_in(folder);
    TensorSet all;
    for (const fs::path& file : *files) {
        const std::string name = file.stem().string();
        auto set = read_file_within(file, budget);
        if (!set)
            all.unread.emplace(name, set.error().message);
        else if (set->tensors.size() + set->unread.size() != 1 ||
                 !(set->tensors.contains(name) || set->unread.contains(name)))
            all.unread.emplace(name, "not .npy data; in a folder every .npy file holds one array");
        else {
            all.tensors.merge(set->tensors);
            all.unread.merge(set->unread);
        }
    }
    all.remarks = guessed_types(all.tensors);
    return not_empty(std::move(all), folder.string());
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
