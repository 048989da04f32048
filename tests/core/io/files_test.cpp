#include "core/io/atomic_file.hpp"
#include "core/io/tensors.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <iterator>
#include <limits>

using namespace alphascope;
namespace fs = std::filesystem;

static std::ptrdiff_t files_in(const fs::path& folder) {
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

TEST_CASE("a file is replaced whole, keeps its permissions, and nothing else remains", "[io][files]") {
    const TemporaryFolder folder;
    REQUIRE(write_file_atomically(folder / "a", "first").has_value());
    fs::permissions(folder / "a", fs::perms::owner_read | fs::perms::owner_write);
    REQUIRE(write_file_atomically(folder / "a", std::string_view("sec\0nd", 6)).has_value());
    CHECK(read_file(folder / "a", 100).value() == std::string("sec\0nd", 6));
    CHECK(fs::status(folder / "a").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("a link stays a link when its file is replaced", "[io][files]") {
    const TemporaryFolder folder;
    REQUIRE(write_file_atomically(folder / "a", "first").has_value());
    fs::create_symlink("a", folder / "link");
    REQUIRE(write_file_atomically(folder / "link", "second").has_value());
    CHECK(fs::is_symlink(folder / "link"));
    CHECK(read_file(folder / "a", 100).value() == "second");
}

TEST_CASE("a file that is given up leaves the old one and no other", "[io][files]") {
    const TemporaryFolder folder;
    REQUIRE(write_file_atomically(folder / "a", "old").has_value());
    {
        auto file = AtomicFile::create(folder / "a");
        REQUIRE(file.has_value());
        REQUIRE(file->write("half").has_value());
        CHECK(files_in(folder.path()) == 2);
        CHECK(read_file(folder / "a", 100).value() == "old");
    }
    CHECK(files_in(folder.path()) == 1);
    CHECK(read_file(folder / "a", 100).value() == "old");
}

TEST_CASE("what cannot be written is told, with the place", "[io][files]") {
    const TemporaryFolder folder;
    fs::create_directory(folder / "folder");
    for (const auto& [path, reason] : {std::pair{folder / "no" / "such" / "a", "create it first"},
                                       {folder / "folder", "not a regular file"},
                                       {fs::path("/dev/null"), "not a regular file"}}) {
        const auto written = write_file_atomically(path, "bytes");
        REQUIRE_FALSE(written.has_value());
        CHECK(written.error().code == ErrorCode::io);
        CHECK(written.error().where == path.string());
        CHECK(written.error().message.find(reason) != std::string::npos);
    }
    CHECK(fs::exists("/dev/null"));
    CHECK(fs::is_empty(folder / "folder"));
}

TEST_CASE("what cannot be read is told, and a device is never waited for", "[io][files]") {
    const TemporaryFolder folder;
    REQUIRE(write_file_atomically(folder / "a", "12345").has_value());
    CHECK(read_file(folder / "a", 5).value() == "12345");
    for (const auto& [path, reason] : {std::pair{folder / "a", "5 bytes, more than the 4 allowed"},
                                       {folder / "b", "no such file"},
                                       {folder.path(), "is a folder"},
                                       {fs::path("/dev/zero"), "not a regular file"}}) {
        const auto bytes = read_file(path, 4);
        REQUIRE_FALSE(bytes.has_value());
        CHECK(bytes.error().code == ErrorCode::io);
        CHECK(bytes.error().message.find(reason) != std::string::npos);
    }
}

TEST_CASE("csv has one header line, quotes where RFC 4180 asks, and numbers that read back the same", "[io][csv]") {
    const double third = 1.0 / 3, nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(csv({"i", "alpha, \"mean\""}, {{0, 1, 2}, {third, -1e-300, nan}}) ==
          "i,\"alpha, \"\"mean\"\"\"\r\n0,0.3333333333333333\r\n1,-1e-300\r\n2,nan\r\n");
    CHECK(std::stod("0.3333333333333333") == third);
    CHECK(csv({"a", "b"}, {{1, 2}, {3}}) == "a,b\r\n1,3\r\n2,\r\n");
    CHECK(csv({"a"}, {}) == "a\r\n");
}
