#include "core/design/presets.hpp"

#include "core/base/resources.hpp"
#include "core/design/design_json.hpp"
#include "core/io/object_reader.hpp"
#include "core/io/tensors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace alphascope {
namespace {

constexpr std::size_t document_limit = std::size_t{4} << 20; // a design is text a person wrote

PresetEntry entry_of(const Design& design) {
    return {
        design.id, design.name, design.family, design.reference.title, design.reference.arxiv, design.reference.year};
}

Result<Design> design_from_file(const std::filesystem::path& path) {
    const auto text = read_file(path, document_limit);
    if (!text)
        return tl::unexpected(text.error());
    return design_from_json(*text).map_error([&](Error error) { return in_file(std::move(error), path.string()); });
}

std::vector<std::filesystem::path> user_preset_files() {
    std::vector<std::filesystem::path> files;
    std::error_code ignored; // no folder means no user presets
    for (std::filesystem::directory_iterator at(user_preset_folder(), ignored), end; !ignored && at != end;
         at.increment(ignored))
        if (at->path().extension() == ".json")
            files.push_back(at->path());
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

std::filesystem::path user_preset_folder() {
    if (const char* data = std::getenv("XDG_DATA_HOME"); data && *data)
        return std::filesystem::path(data) / "alphascope" / "presets";
    if (const char* home = std::getenv("HOME"); home && *home)
        return std::filesystem::path(home) / ".local" / "share" / "alphascope" / "presets";
    return {};
}

std::vector<PresetEntry> preset_list(std::vector<Error>* problems) {
    static const std::vector<PresetEntry> built_in = [] {
        std::vector<PresetEntry> entries;
        for (const auto path : resources_in("presets"))
            if (const auto design = design_from_json(*resource(path)))
                entries.push_back(entry_of(*design));
        return entries;
    }();
    auto entries = built_in;
    for (const auto& path : user_preset_files()) {
        const auto design = design_from_file(path);
        if (!design) {
            if (problems)
                problems->push_back(design.error());
            continue;
        }
        auto entry = entry_of(*design);
        entry.user = true;
        entry.path = path;
        entries.push_back(entry);
    }
    return entries;
}

Result<Design> preset(std::string_view id) {
    if (const auto text = resource(fmt::format("presets/{}.json", id)))
        return design_from_json(*text);
    std::vector<std::string> ids;
    for (const auto& entry : preset_list()) {
        if (entry.user && entry.id == id)
            return design_from_file(entry.path);
        ids.push_back(entry.id);
    }
    return failure(ErrorCode::usage, fmt::format("there is no preset '{}'{}; `alphascope-cli presets` lists them", id,
                                                 did_you_mean(id, ids)));
}

} // namespace alphascope
