#pragma once
// The C++ and CUDA sources of the product, read as text, with what the rules look at.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

struct SourceFile {
    std::string path; ///< from the root, with '/': "core/base/error.hpp"
    std::string text;
};

/// All .cpp .hpp .cu .cuh files below core, gpu, ui and app, sorted by path.
std::vector<SourceFile> product_sources();

/// The file at a path from the root, as listed by product_sources(); null when it is not one of them.
const SourceFile* find_source(const std::vector<SourceFile>& sources, std::string_view path);

/// What stands between the quotes or brackets of each #include, in order: "core/base/error.hpp", "QPainter".
std::vector<std::string> includes_of(std::string_view text);

/// Contents of the string literals, raw ones included, without those in comments or #include lines.
std::vector<std::string> string_literals_of(std::string_view text);

/// The path and everything of the product it includes, directly or not.
std::vector<std::string> reachable_from(const std::vector<SourceFile>& sources, const std::string& path);

inline bool below(std::string_view path, std::string_view folder) {
    return path.substr(0, folder.size()) == folder;
}
