#include "core/io/npz.hpp"

#include "core/io/npy.hpp"
#include "core/io/zip_directory.hpp"

#include <algorithm>

namespace alphascope {

static constexpr std::string_view extension = ".npy";

/// Why a member is none of numpy's; empty: it is one.
static std::string other_member(std::string_view name) {
    const std::string_view file = name.substr(name.rfind('/') + 1); // npos + 1 is 0: all of it
    if (name.starts_with("__MACOSX/") || file.starts_with("._"))
        return "a companion file of macOS";
    if (file.empty())
        return "a folder";
    if (!file.ends_with(extension) || file.size() == extension.size())
        return "not an .npy array";
    return "";
}

static Readable<Tensor> read_member(const ZipMember& member, MemoryBudget& budget) {
    if (!member.unreadable.empty())
        return tl::unexpected(member.unreadable);
    const std::size_t before = budget.left();
    const auto contents = ZipContents::open(member, budget);
    const std::size_t unpacked = before - budget.left();
    auto tensor = contents ? read_npy(contents->bytes(), budget) : Readable<Tensor>(tl::unexpected(contents.error()));
    budget.give_back(unpacked);
    return tensor;
}

Result<TensorSet> read_npz(std::string_view archive, MemoryBudget& budget, const std::string& where) {
    auto members = zip_directory(archive, where);
    if (!members)
        return tl::unexpected(members.error());
    std::stable_sort(members->begin(), members->end(), [](const auto& a, const auto& b) { return a.size < b.size; });
    TensorSet set;
    for (const ZipMember& member : *members) {
        if (std::string why = other_member(member.name); !why.empty()) {
            set.unread.emplace(member.name, std::move(why));
            continue;
        }
        const std::string name = member.name.substr(0, member.name.size() - extension.size());
        if (auto tensor = read_member(member, budget))
            set.tensors.emplace(name, std::move(*tensor));
        else
            set.unread.emplace(name, std::move(tensor.error()));
    }
    set.remarks = guessed_types(set.tensors);
    if (!members->empty() && std::none_of(members->begin(), members->end(),
                                          [](const ZipMember& member) { return other_member(member.name).empty(); }))
        return failure(ErrorCode::invalid_data,
                       "it is a zip archive without .npy arrays; write the arrays with numpy.savez, those of a PyTorch "
                       "checkpoint with safetensors.torch.save_file",
                       where);
    return set;
}

} // namespace alphascope
