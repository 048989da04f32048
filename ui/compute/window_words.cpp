#include "ui/compute/window_words.hpp"

#include "core/scene/source_file.hpp"

#include <algorithm>
#include <filesystem>

namespace alphascope::ui {

namespace {

namespace fs = std::filesystem;

/// An error's place may be a JSON pointer or a file, and both may begin with a slash.
bool is_a_file(const Error& error) {
    if (error.where == source_path_pointer)
        return false;
    const fs::path place = error.where;
    std::error_code none;
    const fs::path folder = place.parent_path();
    return error.code == ErrorCode::io || fs::exists(place, none) ||
           (!folder.empty() && folder != folder.root_path() && fs::exists(folder, none));
}

std::string name_of_file(const std::string& path) {
    std::error_code none;
    return fs::exists(path, none) ? fs::path(path).filename().string() : path;
}

std::string without_first_slash(const std::string& pointer) {
    return pointer.starts_with('/') ? pointer.substr(1) : pointer;
}

} // namespace

std::string without_options(std::string text) {
    for (std::size_t option = text.find(" --"); option != std::string::npos; option = text.find(" --", option)) {
        const auto before = [&](const char* mark) {
            const std::size_t at = text.rfind(mark, option);
            return at == std::string::npos ? std::size_t{0} : at;
        };
        const std::size_t begin = std::max(before("; "), before(": "));
        const std::size_t end = std::min({text.find("; ", option), text.find('\n', option), text.size()});
        if (begin == 0) { // it says nothing else
            ++option;
            continue;
        }
        text.erase(begin, end - begin);
        option = begin;
    }
    return text;
}

std::string sentence_of(Error error) {
    const std::size_t inside = error.where.find(": /"); // a place in a file (in_file())
    if (inside != std::string::npos)
        error.where = name_of_file(error.where.substr(0, inside)) + ": " + error.where.substr(inside + 3);
    else
        error.where = is_a_file(error) ? name_of_file(error.where) : without_first_slash(error.where);
    return without_options(one_line(error));
}

} // namespace alphascope::ui
