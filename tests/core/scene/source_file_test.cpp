#include "core/scene/source_file.hpp"

#include "core/scene/file_identity.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/temporary_folder.hpp"

#include <fstream>

using namespace alphascope;
namespace fs = std::filesystem;

static void write(const fs::path& path, const std::string& bytes) {
    fs::create_directories(path.parent_path());
    REQUIRE(write_file_atomically(path, bytes).has_value());
}

static std::string stored_path(const fs::path& file, const std::optional<fs::path>& folder) {
    return as_stored(TensorSource{file.string()}, folder).path;
}

TEST_CASE("a document names a file in or below its folder from there, any other by its name", "[scene][files]") {
    const TemporaryFolder folder;
    const fs::path docs = folder / "docs";
    for (const char* file : {"docs/a.npz", "docs/runs/b.npz", "elsewhere/c.npz"})
        write(folder / file, "x");
    CHECK(stored_path(docs / "a.npz", docs) == "a.npz");
    CHECK(stored_path(docs / "a.npz", docs / "") == "a.npz");
    CHECK(stored_path(docs / "runs" / "b.npz", docs) == "runs/b.npz");
    CHECK(stored_path(docs / "runs" / ".." / "a.npz", docs) == "a.npz");
    CHECK(stored_path(folder / "elsewhere" / "c.npz", docs) == "c.npz");
    CHECK(stored_path(docs / "a.npz", docs / "runs") == "a.npz");
    CHECK(stored_path(docs / "a.npz", std::nullopt) == "a.npz");
    CHECK(stored_path("/there/is/no/such/file.npz", docs) == "file.npz");
    CHECK(stored_path("sample:lm_softmax", docs) == "sample:lm_softmax");
    CHECK(stored_path("docs2/a.npz", "docs") == "a.npz"); // a folder whose name only begins alike
    fs::create_directory_symlink(docs, folder / "link");
    CHECK(stored_path(docs / "runs" / "b.npz", folder / "link") == "runs/b.npz");
    CHECK(stored_path(folder / "link" / "a.npz", docs) == "a.npz");
}

TEST_CASE("the folder that a relative path begins in is the working one", "[scene][files]") {
    const TemporaryFolder folder;
    CHECK(stored_path(fs::current_path() / "some" / "a.npz", "") == "some/a.npz");
    CHECK(stored_path("some/a.npz", "") == "some/a.npz");
    CHECK(as_found(TensorSource{"a.npz"}, "").path == (fs::current_path() / "a.npz").string());
}

TEST_CASE("a file is looked for at its path, then beside the document", "[scene][files]") {
    const TemporaryFolder folder;
    const auto found = [&](const std::string& path) { return as_found(TensorSource{path}, folder.path()).path; };
    write(folder / "beside.npz", "x");
    write(folder / "sub" / "below.npz", "x");
    CHECK(found("beside.npz") == (folder / "beside.npz").string());
    CHECK(found("sub/below.npz") == (folder / "sub" / "below.npz").string());
    CHECK(found("moved/beside.npz") == (folder / "beside.npz").string());
    CHECK(found("/of/an/older/document/beside.npz") == (folder / "beside.npz").string());
    CHECK(found((folder / "sub" / "below.npz").string()) == (folder / "sub" / "below.npz").string());
    CHECK(found("nowhere/gone.npz") == (folder / "nowhere" / "gone.npz").string());
    CHECK(found("/nowhere/gone.npz") == "/nowhere/gone.npz");
    CHECK(found("sample:lm_softmax") == "sample:lm_softmax");
}

TEST_CASE("a file is known again wherever it lies, and any byte of a small one counts", "[scene][files]") {
    const TemporaryFolder folder;
    std::string bytes(4096 * 65, 'a');
    for (std::size_t k = 0; k < bytes.size(); ++k)
        bytes[k] = static_cast<char>(k % 251);
    write(folder / "a", bytes);
    write(folder / "b", bytes);
    const auto known = identify_file(folder / "a").value();
    CHECK(known.bytes == bytes.size());
    CHECK(known.hash.size() == 64);
    CHECK(identify_file(folder / "b").value() == known);
    for (const std::size_t at : {std::size_t{0}, std::size_t{70000}, bytes.size() - 1}) {
        std::string other = bytes;
        other[at] ^= 1;
        write(folder / "b", other);
        CHECK(identify_file(folder / "b").value() != known);
    }
    write(folder / "b", bytes + '\0');
    CHECK(identify_file(folder / "b").value() != known);
}

// Computed by Python's hashlib from the definition in file_identity.hpp.
TEST_CASE("the hash is the one its definition gives", "[scene][files]") {
    const TemporaryFolder folder;
    const auto hash_of_length = [&](std::size_t length) {
        std::string bytes(length, '\0');
        for (std::size_t k = 0; k < length; ++k)
            bytes[k] = static_cast<char>((k * 2654435761u) >> 24);
        write(folder / "a", bytes);
        return identify_file(folder / "a").value().hash;
    };
    CHECK(hash_of_length(0) == "af5570f5a1810b7af78caf4bc70a660f0df51e42baf91d4de5b2328de0e83dfc");
    CHECK(hash_of_length(5) == "cf17a4c116c25128cb30a7928827d6e44511edbd8124b4be8c0002a0baf94ef3");
    CHECK(hash_of_length(4096) == "106003cc6b09aae7130f3140f0809142915732854fc7a6d1351bb0e3d1b791d6");
    CHECK(hash_of_length(1000003) == "80f02a2a977b239a9056a6f3ecd7f7e4e3127e009721c18cd01fbbecb57facda");
}

TEST_CASE("ten gigabytes are known by a few blocks", "[scene][files]") {
    const TemporaryFolder folder;
    { std::ofstream(folder / "long") << "x"; }
    fs::resize_file(folder / "long", std::uintmax_t{10} << 30); // holes take no room
    const auto known = identify_file(folder / "long").value();
    CHECK(known.bytes == std::uint64_t{10} << 30);
    {
        std::fstream file(folder / "long", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-1, std::ios::end);
        file.put('y');
    }
    CHECK(identify_file(folder / "long").value() != known);
}

TEST_CASE("a folder of arrays is known by the names and bytes of its arrays", "[scene][files]") {
    const TemporaryFolder folder;
    write(folder / "d" / "q.npy", "one");
    write(folder / "d" / "k.npy", "two");
    const auto known = identify_file(folder / "d").value();
    CHECK(known.bytes == 6);
    write(folder / "d" / "notes.txt", "anything");
    CHECK(identify_file(folder / "d").value() == known);
    write(folder / "d" / "k.npy", "owt");
    CHECK(identify_file(folder / "d").value() != known);
    CHECK(identify_file(folder / "none").error().code == ErrorCode::io);
    CHECK(identify_file("/dev/zero").error().message.find("not a regular file") != std::string::npos);
}

TEST_CASE("a file that is not there asks to be located, and another one can be told from it", "[scene][files]") {
    const TemporaryFolder folder;
    const fs::path fortran = test_data("tensors/fortran.npy");
    fs::copy_file(fortran, folder / "layer.npy");
    Scene scene;
    scene.source = as_found(as_stored(TensorSource{(folder / "layer.npy").string()}, folder.path()), folder.path());
    const auto& source = std::get<TensorSource>(scene.source);
    REQUIRE(source.identity.has_value());
    REQUIRE(load_scene(scene).has_value());
    CHECK(load_scene(scene)->tensors->remarks.empty());

    fs::rename(folder / "layer.npy", folder / "moved.npy");
    const auto missing = load_scene(scene);
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().code == ErrorCode::io);
    CHECK(missing.error().where == "/scene/source/path");
    CHECK(missing.error().message.starts_with("layer.npy was not found: locate it"));

    const auto same = relocate(source, folder / "moved.npy").value();
    CHECK(same.same);
    CHECK(same.source.path == (folder / "moved.npy").string());
    CHECK(same.source.identity == source.identity);
    const auto other = relocate(source, test_data("tensors/all.safetensors")).value();
    CHECK_FALSE(other.same);
    CHECK(other.source.identity != source.identity);
    CHECK(relocate(source, folder / "none.npy").error().code == ErrorCode::io);
    CHECK(relocate(TensorSource{"x.npy"}, folder / "moved.npy")->same); // nothing was known of it

    fs::copy_file(test_data("tensors/all.safetensors"), folder / "layer.npy");
    const auto changed = load_scene(scene);
    REQUIRE(changed.has_value());
    const auto remarks = remarks_of(RemarkKind::changed, changed->tensors->remarks);
    REQUIRE(remarks.size() == 1);
    CHECK(one_line(remarks[0]) == "warning: 'layer.npy' has changed since the document was saved, or is another file");
}
