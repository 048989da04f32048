#include "tests/layering/source_tree.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

namespace fs = std::filesystem;

std::vector<SourceFile> product_sources() {
    const fs::path root = ALPHASCOPE_SOURCE_DIR;
    std::vector<SourceFile> sources;
    for (const char* folder : {"core", "gpu", "ui", "app"}) {
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            const std::string kind = entry.path().extension().string();
            if (kind != ".cpp" && kind != ".hpp" && kind != ".cu" && kind != ".cuh")
                continue;
            std::ifstream in(entry.path(), std::ios::binary);
            sources.push_back({entry.path().lexically_relative(root).generic_string(),
                               std::string(std::istreambuf_iterator<char>(in), {})});
        }
    }
    std::sort(sources.begin(), sources.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return sources;
}

const SourceFile* find_source(const std::vector<SourceFile>& sources, std::string_view path) {
    const auto at = std::find_if(sources.begin(), sources.end(), [&](const auto& file) { return file.path == path; });
    return at == sources.end() ? nullptr : &*at;
}

std::vector<std::string> includes_of(std::string_view text) {
    static const std::regex line("(?:^|\n)[ \t]*#[ \t]*include[ \t]*[<\"]([^>\"\n]+)[>\"]");
    const std::string copy(text);
    std::vector<std::string> includes;
    for (std::sregex_iterator match(copy.begin(), copy.end(), line), end; match != end; ++match)
        includes.push_back((*match)[1]);
    return includes;
}

namespace {

bool starts(std::string_view text, std::size_t at, std::string_view with) {
    return text.substr(at, with.size()) == with;
}

/// The quote that closes the literal opened at `open`.
std::size_t closing_quote(std::string_view text, std::size_t open) {
    std::size_t at = open + 1;
    while (at < text.size() && text[at] != text[open] && text[at] != '\n')
        at += text[at] == '\\' ? 2 : 1;
    return std::min(at, text.size());
}

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

} // namespace

std::vector<std::string> string_literals_of(std::string_view text) {
    std::vector<std::string> literals;
    const auto skip_past = [&](std::string_view mark, std::size_t from) {
        const std::size_t at = text.find(mark, from);
        return at == std::string_view::npos ? text.size() : at + mark.size();
    };
    for (std::size_t at = 0; at < text.size();) {
        if (starts(text, at, "//") || starts(text, at, "#include")) {
            at = skip_past("\n", at);
        } else if (starts(text, at, "/*")) {
            at = skip_past("*/", at + 2);
        } else if (starts(text, at, "R\"") && (at == 0 || !is_word(text[at - 1]))) {
            const std::size_t open = skip_past("(", at);
            const std::string close = ")" + std::string(text.substr(at + 2, open - at - 3)) + "\"";
            const std::size_t end = skip_past(close, open);
            literals.emplace_back(text.substr(open, end - close.size() - open));
            at = end;
        } else if (text[at] == '"') {
            const std::size_t close = closing_quote(text, at);
            literals.emplace_back(text.substr(at + 1, close - at - 1));
            at = close + 1;
        } else if (text[at] == '\'' && (at == 0 || !is_word(text[at - 1]))) { // a digit separator is no literal
            at = closing_quote(text, at) + 1;
        } else {
            ++at;
        }
    }
    return literals;
}

std::vector<std::string> reachable_from(const std::vector<SourceFile>& sources, const std::string& path) {
    std::set<std::string> seen{path};
    std::vector<std::string> order{path};
    for (std::size_t at = 0; at < order.size(); ++at) {
        const SourceFile* file = find_source(sources, order[at]);
        if (!file)
            continue;
        for (const std::string& include : includes_of(file->text))
            if (find_source(sources, include) && seen.insert(include).second)
                order.push_back(include);
    }
    return order;
}
