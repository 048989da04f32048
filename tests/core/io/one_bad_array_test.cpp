// One array that nobody asked for never refuses the file: it is listed with its reason, and the others are read.
#include "core/io/tensors.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/temporary_folder.hpp"

#include <cmath>

using namespace alphascope;
namespace fs = std::filesystem;
using Reasons = std::map<std::string, std::string>;

static std::vector<double> quarters() {
    std::vector<double> values(24);
    for (int k = 0; k < 24; ++k)
        values[k] = k / 4.0 - 1;
    return values;
}

static const std::vector<double> real_parts{1, 0, 3, -1.25, 0, 0}, imaginary_parts{2, -0.5, 0, 0.75, 0, 1};

static void check_complex(const Tensor& tensor, const char* dtype) {
    CHECK(tensor.data == real_parts);
    CHECK(tensor.imaginary == imaginary_parts);
    CHECK(tensor.shape == std::vector<Index>{2, 3});
    CHECK(tensor.dtype == dtype);
}

TEST_CASE("a .npz as people write it: what is no array of numbers is listed, the rest is read", "[io][npz]") {
    const auto set = read_tensors(test_data("tensors/mixed.npz"));
    REQUIRE(set.has_value());
    CHECK(set->tensors.size() == 6);
    CHECK(set->tensors.at("q").data == quarters());
    check_complex(set->tensors.at("lambda"), "complex64");
    check_complex(set->tensors.at("columns"), "complex128"); // column-major
    check_complex(set->tensors.at("big"), "complex64");      // big end first
    CHECK(set->unread ==
          Reasons{{".DS_Store", "not an .npy array"},
                  {"._k.npy", "a companion file of macOS"},
                  {"__MACOSX/._q.npy", "a companion file of macOS"},
                  {"bare", "type \"|V2\": probably bfloat16 that was saved without ml_dtypes' name for it; save it as "
                           "float32"},
                  {"bytes", "type \"|S2\": text; save numbers, as float32"},
                  {"bzip", "it is compressed by method 12; use numpy.savez or numpy.savez_compressed"},
                  {"config", "type \"|O\": an object array (pickled Python objects) is never loaded; save it as "
                             "float32"},
                  {"cut", "shape [2, 3, 4] of float32 needs 96 bytes, the file holds 92; write the file again"},
                  {"damaged", "the check sum (CRC-32) is wrong: the data are damaged; copy or write the file again"},
                  {"e4m3", "type \"<V1\": probably an 8-bit type of ml_dtypes, which numpy cannot name; save it as "
                           "float32"},
                  {"meta.json", "not an .npy array"},
                  {"none", "shape [0, 4] is empty; save at least one element"},
                  {"record", "a structured array; save each field as an array of its own"},
                  {"sub/", "a folder"},
                  {"sub/notes.txt", "not an .npy array"},
                  {"tokens", "type \"<U4\": text; save numbers, as float32"},
                  {"when", "type \"<M8[D]\": dates or times; save numbers, as float64"},
                  {"wide", "type \"<c32\": complex numbers that are neither complex64 nor complex128; save them as "
                           "complex128"}});
}

TEST_CASE("what ml_dtypes writes is read with a remark that says so", "[io][npz]") {
    const auto set = read_tensors(test_data("tensors/mixed.npz")).value();
    CHECK(set.tensors.at("bf").dtype == "bfloat16");
    CHECK(set.tensors.at("bf").data == quarters());
    CHECK(set.tensors.at("e5m2").dtype == "float8_e5m2");
    CHECK(set.tensors.at("e5m2").data[23] == 5); // 4.75, of which two fraction bits stay
    REQUIRE(set.remarks.size() == 2);
    CHECK(one_line(set.remarks[0]) == "note: stored as '<V2' and read as bfloat16, as ml_dtypes writes it: 'bf'");
    CHECK(one_line(set.remarks[1]) == "note: stored as '<f1' and read as float8_e5m2, as ml_dtypes writes it: 'e5m2'");
    CHECK(set.remarks[0].kind == RemarkKind::guessed);
    CHECK(set.remarks[0].names == std::vector<std::string>{"bf"});
    CHECK(read_tensors(test_data("tensors/all.safetensors"))->remarks.empty()); // its types have names
}

TEST_CASE("members of one name, and names that leave the archive, are left out", "[io][npz]") {
    const auto set = read_tensors(test_data("tensors/twice.npz")).value();
    CHECK(set.tensors.size() == 1);
    CHECK(set.unread == Reasons{{"k", "two members have this name; rename one"},
                                {"../escape", "it has a name that is no array's; rename it"}});
}

TEST_CASE("safetensors with unknown types, empty tensors and odd metadata", "[io][safetensors]") {
    const auto set = read_tensors(test_data("tensors/mixed.safetensors"));
    REQUIRE(set.has_value());
    CHECK(set->tensors.size() == 4);
    CHECK(set->tensors.at("q").data == quarters());
    check_complex(set->tensors.at("lambda"), "complex64");
    CHECK(set->metadata == Reasons{{"architecture", "softmax"}});
    CHECK(set->unread ==
          Reasons{{"__metadata__/layer", "metadata that is not a string"},
                  {"none", "shape [0, 4] is empty; save at least one element"},
                  {"packed", "type \"F4\" is not read; convert it to F32, F16 or BF16"},
                  {"scale", "type \"F8_E8M0\" is not read; convert it to F32, F16 or BF16"},
                  {"short", "shape [3] of float32 needs 12 bytes, the file holds 8; write the file again"}});
}

TEST_CASE("all 256 codes of both 8-bit floats are what ml_dtypes makes of them", "[io][safetensors]") {
    const auto ours = read_tensors(test_data("tensors/mixed.safetensors")).value();
    const auto theirs = read_tensors(test_data("tensors/float8.npz")).value();
    for (const char* type : {"e4m3", "e5m2"}) {
        const auto &got = ours.tensors.at(type).data, &right = theirs.tensors.at(type).data;
        REQUIRE(got.size() == 256);
        CHECK(ours.tensors.at(type).dtype == std::string("float8_") + type);
        for (std::size_t code = 0; code < 256; ++code) {
            INFO(type << " " << code);
            CHECK(((std::isnan(got[code]) && std::isnan(right[code])) || got[code] == right[code]));
            CHECK((std::isnan(got[code]) || std::signbit(got[code]) == std::signbit(right[code])));
        }
    }
    CHECK(ours.tensors.at("e4m3").data[0x7E] == 448);
    CHECK(ours.tensors.at("e5m2").data[0x7B] == 57344);
}

TEST_CASE("a broken array of a folder is listed, the others are read", "[io]") {
    const auto set = read_tensors(test_data("tensors/folder_with_broken_array")).value();
    CHECK(set.tensors.size() == 1);
    CHECK(set.tensors.contains("k"));
    CHECK(set.unread == Reasons{{"q", "shape [2] of float32 needs 8 bytes, the file holds 7; write the file again"}});
}

TEST_CASE("a model in shards is refused as one, and each shard alone is read", "[io][safetensors]") {
    const fs::path shards = test_data("tensors/shards");
    CHECK(read_tensors(shards / "model.safetensors.index.json").error().message ==
          "an index of safetensors shards: the arrays are in several files; open one of the shards it names");
    CHECK(read_tensors(shards).error().message ==
          "no .npy file in this folder, but 2 safetensors files (shards of one model?); open one of these several "
          "files, such as \"model-00001-of-00002.safetensors\"");
    CHECK(read_tensors(shards / "model-00001-of-00002.safetensors")->tensors.size() == 2);
    CHECK(read_tensors(shards / "model-00002-of-00002.safetensors")->tensors.at("v").data == quarters());
}

TEST_CASE("a file of which nothing can be read says why", "[io]") {
    const TemporaryFolder folder;
    fs::create_directory(folder / "d");
    for (const char* name : {"npy_text.npy", "npy_object_array.npy"})
        fs::copy_file(test_data("invalid/tensors") / name, folder / "d" / name);
    CHECK(read_tensors(folder / "d")
              .error()
              .message.starts_with("none of its 2 members is an array that can be read; array \"npy_object_array\": "
                                   "type \"|O\": an object array"));
    CHECK(read_tensors(test_data("invalid/tensors/npy_text.npy")).error().message.starts_with("array \"npy_text\": "));
}

TEST_CASE("where memory ends the largest arrays are left out, whatever their order", "[io]") {
    const auto bytes = read_file(test_data("tensors/mixed.npz"), 1 << 20).value();
    const auto set = read_tensors_from(bytes, "mixed.npz", 6 * 16 + 8).value();
    CHECK(set.tensors.size() == 1);
    CHECK(set.tensors.contains("big"));
    CHECK(set.unread.at("q") == "shape [2, 3, 4] needs 192 bytes in memory, 8 of the 104 allowed are left; store fewer "
                                "tokens or heads");
}
