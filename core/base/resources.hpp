#pragma once
// Files compiled into the program (folder resources/): presets, samples, colour maps, fonts.

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace alphascope {

/// Bytes of "presets/softmax.json" and the like; empty when there is no such file. Lives as long as the program.
std::optional<std::string_view> resource(std::string_view path);

/// Paths below a folder ("presets"), sorted.
std::vector<std::string_view> resources_in(std::string_view folder);

namespace detail {
struct EmbeddedFile {
    const char *path, *begin, *end;
};
extern const EmbeddedFile embedded_files[];
extern const std::size_t embedded_file_count;
} // namespace detail

} // namespace alphascope
