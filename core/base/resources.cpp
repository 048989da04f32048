#include "core/base/resources.hpp"

#include <span>

namespace alphascope {

static std::span<const detail::EmbeddedFile> files() {
    return {detail::embedded_files, detail::embedded_file_count};
}

std::optional<std::string_view> resource(std::string_view path) {
    for (const auto& file : files())
        if (file.path == path)
            return std::string_view(file.begin, static_cast<std::size_t>(file.end - file.begin));
    return std::nullopt;
}

std::vector<std::string_view> resources_in(std::string_view folder) {
    std::vector<std::string_view> paths;
    for (const auto& file : files()) {
        const std::string_view path = file.path;
        if (path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/')
            paths.push_back(path);
    }
    return paths;
}

} // namespace alphascope
