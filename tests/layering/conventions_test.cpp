// Habits of the source tree that a reader relies on: small files, telling names, architectures only as data.
#include "core/base/resources.hpp"
#include "tests/layering/source_tree.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace fs = std::filesystem;

namespace {

/// True when `word` stands in `text` with no letter, digit or underscore next to it.
bool has_word(std::string_view text, std::string_view word) {
    const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end])))
            return true;
    }
    return false;
}

/// Ids of presets that cannot be taken for anything else: short ones and words of the language are left out.
std::vector<std::string> architecture_ids() {
    constexpr std::array<std::string_view, 3> words{"softmax", "based", "retention"};
    std::vector<std::string> ids;
    for (const std::string_view path : alphascope::resources_in("presets")) {
        const std::string id = fs::path(path).stem().string();
        if (id.size() > 4 && std::find(words.begin(), words.end(), id) == words.end())
            ids.push_back(id);
    }
    return ids;
}

} // namespace

TEST_CASE("no architecture is named in C++", "[layering]") {
    const auto ids = architecture_ids();
    for (const SourceFile& file : product_sources()) {
        for (const std::string& literal : string_literals_of(file.text)) {
            for (const std::string& id : ids) {
                INFO(file.path << " names the architecture " << id << " in \"" << literal << "\"");
                CHECK_FALSE(has_word(literal, id));
            }
        }
    }
}

TEST_CASE("an architecture's name is found as a word only", "[layering]") {
    CHECK(has_word("presets/mamba2.json", "mamba2"));
    CHECK_FALSE(has_word("delta_rule_of_thumb", "delta_rule"));
}

TEST_CASE("no source file is longer than 500 lines", "[layering]") {
    for (const SourceFile& file : product_sources()) {
        INFO(file.path);
        CHECK(std::count(file.text.begin(), file.text.end(), '\n') <= 500);
    }
}

TEST_CASE("a file's name says what is in it", "[layering]") {
    for (const SourceFile& file : product_sources()) {
        const std::string name = fs::path(file.path).filename().string();
        for (const char* empty_word : {"util", "helper", "manager", "common", "misc"}) {
            INFO(file.path);
            CHECK(name.find(empty_word) == std::string::npos);
        }
    }
}

TEST_CASE("headers are guarded, open no namespace for others, and are included from the root", "[layering]") {
    for (const SourceFile& file : product_sources()) {
        INFO(file.path);
        if (fs::path(file.path).extension() == ".hpp") {
            CHECK(file.text.find("#pragma once") != std::string::npos);
            CHECK(file.text.find("\nusing namespace") == std::string::npos);
        }
        for (const std::string& include : includes_of(file.text))
            CHECK(include.substr(0, 1) != ".");
    }
}

TEST_CASE("no test has a semicolon in its name: CTest's lists would cut it in two that match nothing", "[layering]") {
    const std::string opening = "TEST_CASE(\"";
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(ALPHASCOPE_SOURCE_DIR) / "tests")) {
        if (entry.path().extension() != ".cpp")
            continue;
        std::ifstream file(entry.path());
        for (std::string line; std::getline(file, line);)
            if (line.rfind(opening, 0) == 0) {
                INFO(entry.path().string() << ": " << line);
                const auto end = line.find('"', opening.size());
                CHECK(line.substr(0, end).find(';') == std::string::npos);
            }
    }
}

TEST_CASE("every source is compiled: a CMakeLists.txt names it", "[layering]") {
    const fs::path root = ALPHASCOPE_SOURCE_DIR;
    std::string lists;
    std::vector<fs::path> sources;
    for (const char* folder : {"app", "core", "gpu", "ui", "tests"})
        for (const auto& entry : fs::recursive_directory_iterator(root / folder))
            if (entry.path().extension() == ".cpp") {
                sources.push_back(entry.path());
            } else if (entry.path().filename() == "CMakeLists.txt") {
                std::ifstream list(entry.path());
                lists.append(std::istreambuf_iterator<char>(list), {});
            }
    CHECK_FALSE(sources.empty());
    for (const fs::path& source : sources) {
        INFO(source);
        CHECK(has_word(lists, source.filename().string()));
    }
}
