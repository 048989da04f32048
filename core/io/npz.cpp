#include "core/io/npz.hpp"

#include "core/io/npy.hpp"
#include "core/io/utf8.hpp"
#include "core/io/zip_directory.hpp"

#include <fmt/format.h>

namespace alphascope {

Result<TensorSet> read_npz(std::string_view archive, MemoryBudget& budget, const std::string& where) {
    auto members = zip_directory(archive, where);
    if (!members)
        return tl::unexpected(members.error());
    constexpr std::string_view extension = ".npy";
    for (const ZipMember& member : *members)
        if (!member.name.ends_with(extension) || member.name.size() == extension.size())
            return failure(ErrorCode::invalid_data,
                           fmt::format("member {} is not an .npy array; write the arrays with numpy.savez, those of a "
                                       "PyTorch checkpoint with safetensors.torch.save_file",
                                       in_quotes(member.name)),
                           where);
    TensorSet set;
    for (const ZipMember& member : *members) {
        const std::size_t before = budget.left();
        auto contents = ZipContents::open(member, budget, where);
        if (!contents)
            return tl::unexpected(contents.error());
        const std::size_t unpacked = before - budget.left();
        const std::string name = member.name.substr(0, member.name.size() - extension.size());
        auto tensor = read_npy(contents->bytes(), name, budget, where);
        if (!tensor)
            return tl::unexpected(tensor.error());
        budget.give_back(unpacked);
        set.tensors.emplace(name, std::move(*tensor));
    }
    return set;
}

} // namespace alphascope
