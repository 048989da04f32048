// Damaged tensor files and JSON: the readers answer, with arrays that fit the memory limit or with one clear line.
#include "core/io/json_checked.hpp"
#include "core/io/tensors.hpp"
#include "tests/fuzz/read_damaged.hpp"
#include "tests/support/allocation_watch.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

using namespace alphascope;

static Damage try_damaged(const std::string& extension, int times) {
    REQUIRE(tensor_files(extension).size() > 1);
    Damage damage = read_damaged(extension, extension, times);
    CHECK(damage.problem == "");
    CHECK(damage.accepted > times / 1000); // damage that nothing survives would only test the first check
    CHECK(damage.accepted < times / 2);
    return damage;
}

TEST_CASE("damaged .npy files are refused or read, within the memory limit", "[fuzz]") {
    try_damaged(".npy", 50000);
}

TEST_CASE("damaged .npz files are refused or read, within the memory limit", "[fuzz]") {
    CHECK(try_damaged(".npz", 50000).partly > 100);
}

TEST_CASE("damaged safetensors files are refused or read, within the memory limit", "[fuzz]") {
    CHECK(try_damaged(".safetensors", 50000).partly > 100);
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
