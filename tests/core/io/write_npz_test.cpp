#include "core/io/tensors.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <fstream>
#include <limits>

using namespace alphascope;
namespace fs = std::filesystem;

static NamedTensor doubles(std::string name, std::vector<Index> shape, std::vector<double> values) {
    return {std::move(name), std::move(shape), StoredType::float64, std::move(values), {}};
}

TEST_CASE("what write_npz writes, read_tensors reads, bit for bit", "[io][npz]") {
    const TemporaryFolder folder;
    const double inf = std::numeric_limits<double>::infinity(), tiny = std::numeric_limits<double>::denorm_min();
    NamedTensor single{"single", {2, 1, 2}, StoredType::float32, {}, {0.1f, -0.0f, 1e-45f, 3e38f}};
    const auto written = write_npz(folder / "a.npz", {doubles("alpha", {2, 3}, {1, -2.5, inf, -inf, tiny, 0.1}), single,
                                                      doubles("scalar", {}, {7}), doubles("vector", {2}, {3, 4}),
                                                      doubles("none", {3, 0}, {}), doubles("α, wide", {1}, {5})});
    REQUIRE(written.has_value());
    const auto set = read_tensors(folder / "a.npz");
    INFO((set ? "" : one_line(set.error())));
    REQUIRE(set.has_value());
    CHECK(set->tensors.size() == 5);
    CHECK(set->tensors.at("alpha").data == std::vector<double>{1, -2.5, inf, -inf, tiny, 0.1});
    CHECK(set->tensors.at("alpha").shape == std::vector<Index>{2, 3});
    CHECK(set->tensors.at("alpha").dtype == "float64");
    CHECK(set->tensors.at("single").data == std::vector<double>{0.1f, -0.0f, 1e-45f, 3e38f});
    CHECK(std::signbit(set->tensors.at("single").data[1]));
    CHECK(set->tensors.at("single").dtype == "float32");
    CHECK(set->tensors.at("scalar").shape.empty());
    CHECK(set->tensors.at("scalar").data == std::vector<double>{7});
    CHECK(set->tensors.at("vector").data == std::vector<double>{3, 4});
    CHECK(set->unread.at("none") == "shape [3, 0] is empty; save at least one element");
    CHECK(set->tensors.count("α, wide") == 1);
}

/// CRC-32 as the standard defines it, bit by bit.
static std::uint32_t crc_of(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (const unsigned char byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

TEST_CASE("a written .npz is the archive the zip and .npy formats describe", "[io][npz]") {
    const TemporaryFolder folder;
    REQUIRE(write_npz(folder / "a.npz", {doubles("x", {1}, {1.0})}).has_value());
    std::ifstream file(folder / "a.npz", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};

    // Local header: 30 bytes, the name x.npy, 20 bytes of zip64 sizes. Then 128 bytes of .npy header and one double.
    const std::string_view contents = std::string_view(bytes).substr(30 + 5 + 20, 128 + 8);
    CHECK(bytes.substr(0, 4) == "PK\x03\x04");
    CHECK(bytes.substr(30, 5) == "x.npy");
    CHECK(contents.substr(0, 6) == "\x93NUMPY");
    CHECK(contents.substr(10, 61) == "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }    ");
    CHECK(contents[127] == '\n');
    CHECK(contents.substr(128) == std::string_view("\0\0\0\0\0\0\xF0\x3F", 8));
    std::uint32_t stored = 0;
    for (int k = 0; k < 4; ++k)
        stored |= std::uint32_t{static_cast<unsigned char>(bytes[14 + k])} << 8 * k;
    CHECK(stored == crc_of(contents));
    CHECK(bytes.substr(bytes.size() - 22, 4) == "PK\x05\x06");
}

TEST_CASE("equal arrays make equal files", "[io][npz]") {
    const TemporaryFolder folder;
    for (const char* name : {"a.npz", "b.npz"})
        REQUIRE(write_npz(folder / name, {doubles("x", {2}, {1, 2})}).has_value());
    CHECK(read_file(folder / "a.npz", 1 << 20).value() == read_file(folder / "b.npz", 1 << 20).value());
}

TEST_CASE("arrays no file should hold are refused and leave no file", "[io][npz]") {
    const TemporaryFolder folder;
    const std::vector<std::vector<NamedTensor>> wrong = {
        {doubles("x", {2}, {1, 2, 3})}, {doubles("x", {1}, {1}), doubles("x", {1}, {2})},
        {doubles("", {1}, {1})},        {doubles("../x", {1}, {1})},
        {doubles("\xff", {1}, {1})},
    };
    for (const auto& arrays : wrong) {
        const auto written = write_npz(folder / "x.npz", arrays);
        REQUIRE_FALSE(written.has_value());
        CHECK(written.error().code == ErrorCode::usage);
    }
    CHECK(fs::is_empty(folder.path()));
}
