// Damaged tensor files and JSON: the readers answer, with arrays that fit the memory limit or with one clear line.
#include "core/io/json_checked.hpp"
#include "core/io/tensors.hpp"
#include "core/io/utf8.hpp"
#include "tests/fuzz/mutation.hpp"
#include "tests/support/allocation_watch.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

#include <algorithm>
#include <numeric>

using namespace alphascope;
namespace fs = std::filesystem;

static constexpr std::size_t memory_limit = std::size_t{1} << 20;

static std::vector<std::string> files_named(const std::string& extension) {
    std::vector<fs::path> paths;
    for (const char* folder : {"tensors", "invalid/tensors"})
        for (const auto& entry : fs::directory_iterator(test_data(folder)))
            if (entry.path().extension() == extension)
                paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> files;
    for (const auto& path : paths)
        files.push_back(read_file(path, memory_limit).value());
    return files;
}

/// Empty when the answer is one a reader may give.
static std::string objection(const Result<TensorSet>& answer) {
    if (!answer) {
        const std::string line = one_line(answer.error());
        if (answer.error().code != ErrorCode::invalid_data || answer.error().message.empty())
            return "an error without code or message";
        if (line.find('\n') != std::string::npos || first_invalid_utf8(line) != std::string_view::npos)
            return "not one line of text: " + line;
        return line.size() > 500 ? "too long: " + line : "";
    }
    std::size_t bytes = 0;
    for (const auto& [name, tensor] : answer->tensors) {
        const Index count = std::accumulate(tensor.shape.begin(), tensor.shape.end(), Index{1}, std::multiplies<>());
        if (count != static_cast<Index>(tensor.data.size()) || tensor.dtype.empty())
            return "an array that is not what it says";
        bytes += tensor.data.size() * sizeof(double);
    }
    return bytes > memory_limit ? "more numbers than allowed" : "";
}

static void try_damaged(const std::string& extension, int times) {
    const auto seeds = files_named(extension);
    REQUIRE(seeds.size() > 1);
    Dice dice(extension);
    int accepted = 0;
    for (int k = 0; k < times; ++k) {
        const std::string bytes = mutated(seeds, dice);
        const AllocationWatch watch;
        const auto answer = read_tensors_from(bytes, "x" + extension, memory_limit);
        // What the limit does not count: the file's own table of contents, a few times over.
        if (watch.peak() > memory_limit + 64 * bytes.size() + 4096)
            FAIL("damage " << k << " to " << extension << " allocated " << watch.peak() << " bytes");
        if (const std::string wrong = objection(answer); !wrong.empty())
            FAIL("damage " << k << " to " << extension << ": " << wrong);
        accepted += answer.has_value();
    }
    CHECK(accepted > times / 1000); // damage that nothing survives would only test the first check
    CHECK(accepted < times / 2);
}

TEST_CASE("damaged .npy files are refused or read, within the memory limit", "[fuzz]") {
    try_damaged(".npy", 50000);
}

TEST_CASE("damaged .npz files are refused or read, within the memory limit", "[fuzz]") {
    try_damaged(".npz", 50000);
}

TEST_CASE("damaged safetensors files are refused or read, within the memory limit", "[fuzz]") {
    try_damaged(".safetensors", 50000);
}

TEST_CASE("damaged JSON is refused with its place or read", "[fuzz]") {
    const std::vector<std::string> seeds = {
        R"({"format": 1, "signals": {"q": {"axes": ["head", "time"], "range": [-1.5e3, 2]}}, "name": "\u03b1 \"β\""})",
        R"([[[[{"a": [true, false, null, 0.25, -7, 1e-9, "text"]}]]]])",
        read_file(test_data("golden/manifest.json"), 1 << 20)->substr(0, 800)};
    Dice dice("json");
    for (int k = 0; k < 50000; ++k) {
        const std::string text = mutated(seeds, dice);
        const AllocationWatch watch;
        const auto answer = parse_json(text, "x.json", ErrorCode::invalid_scene, {.bytes = 4096, .depth = 8});
        if (watch.peak() > 64 * text.size() + 8192)
            FAIL("damage " << k << " allocated " << watch.peak() << " bytes");
        if (answer)
            continue;
        const Error& error = answer.error();
        const bool placed =
            error.offset >= 0 && error.offset + error.length <= static_cast<std::ptrdiff_t>(text.size());
        if (!placed || !error.message.starts_with("line ") || error.message.size() > 500 ||
            error.message.find('\n') != std::string::npos)
            FAIL("damage " << k << ": " << error.message);
    }
}
