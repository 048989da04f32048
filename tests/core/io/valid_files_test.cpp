#include "core/io/tensors.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace alphascope;
namespace fs = std::filesystem;

/// k/4 - 1, exact in every format of the files (tests/data/tensors/README.md).
static std::vector<double> quarters() {
    std::vector<double> values(24);
    for (int k = 0; k < 24; ++k)
        values[k] = k / 4.0 - 1;
    return values;
}

static void check_common(const TensorSet& set, const char* k_type) {
    CHECK(set.tensors.at("q").data == quarters());
    CHECK(set.tensors.at("q").shape == std::vector<Index>{2, 3, 4});
    CHECK(set.tensors.at("q").dtype == "float32");
    CHECK(set.tensors.at("k").data == quarters());
    CHECK(set.tensors.at("k").dtype == k_type);
    CHECK(set.tensors.at("v").data == quarters());
    CHECK(set.tensors.at("v").shape == std::vector<Index>{4, 6});
    CHECK(set.tensors.at("v").dtype == "float16");
    CHECK(set.tensors.at("steps").data == std::vector<double>{-3});
    CHECK(set.tensors.at("steps").shape.empty());
    CHECK(set.tensors.at("mask").data == std::vector<double>{1, 0, 1});
    CHECK(set.tensors.at("mask").dtype == "bool");
    CHECK(set.unread ==
          std::map<std::string, std::string>{{"none", "shape [0, 4] is empty; save at least one element"}});
}

TEST_CASE("stored, deflated and streamed .npz files hold the same arrays", "[io][npz]") {
    const auto* name = GENERATE("stored.npz", "deflated.npz", "streamed.npz");
    INFO(name);
    const auto set = read_tensors(test_data("tensors") / name);
    REQUIRE(set.has_value());
    CHECK(set->tensors.size() == 6);
    check_common(*set, "float64");
    CHECK(set->tensors.at("fortran").data == std::vector<double>{0, 1, 2, 3, 4, 5});
}

TEST_CASE("safetensors hold arrays of every width and string metadata", "[io][safetensors]") {
    const auto set = read_tensors(test_data("tensors/all.safetensors"));
    REQUIRE(set.has_value());
    CHECK(set->tensors.size() == 6);
    check_common(*set, "float64");
    CHECK(set->tensors.at("g").data == quarters());
    CHECK(set->tensors.at("g").dtype == "bfloat16");
    CHECK(set->metadata ==
          std::map<std::string, std::string>{{"architecture", "softmax"}, {"tokens", R"(["a", "é"])"}});
}

TEST_CASE("formats are told by content, not by name, an .npy array is named after its file", "[io]") {
    const TemporaryFolder folder;
    fs::copy_file(test_data("tensors/all.safetensors"), folder / "a.npz");
    fs::copy_file(test_data("tensors/stored.npz"), folder / "b.npy");
    fs::copy_file(test_data("tensors/fortran.npy"), folder / "beta.dat");
    CHECK(read_tensors(folder / "a.npz")->metadata.size() == 2);
    CHECK(read_tensors(folder / "b.npy")->tensors.size() == 6);
    CHECK(read_tensors(folder / "beta.dat")->tensors.at("beta").data == std::vector<double>{0, 1, 2, 3, 4, 5});
}

TEST_CASE("a folder of .npy files is one set, other files in it are left alone", "[io]") {
    const TemporaryFolder folder;
    fs::copy_file(test_data("tensors/fortran.npy"), folder / "q.npy");
    fs::copy_file(test_data("tensors/fortran.npy"), folder / "k.npy");
    fs::copy_file(test_data("tensors/README.md"), folder / "README.md");
    const auto set = read_tensors(folder.path());
    REQUIRE(set.has_value());
    CHECK(set->tensors.size() == 2);
    CHECK(set->tensors.at("q").shape == std::vector<Index>{2, 3});

    fs::copy_file(test_data("tensors/stored.npz"), folder / "v.npy"); // an archive by the wrong name
    const auto with_archive = read_tensors(folder.path()).value();
    CHECK(with_archive.tensors.size() == 2);
    CHECK(with_archive.unread.at("v") == "not .npy data; in a folder every .npy file holds one array");
}

TEST_CASE("the memory limit counts the file, what is unpacked and the numbers", "[io]") {
    const auto* name = GENERATE("stored.npz", "deflated.npz", "all.safetensors", "fortran.npy");
    INFO(name);
    const auto bytes = read_file(test_data("tensors") / name, 1 << 20).value();
    std::size_t numbers = 0;
    const auto set = read_tensors_from(bytes, name).value();
    for (const auto& [array, tensor] : set.tensors)
        numbers += tensor.data.size() * sizeof(double);
    const auto all_fit = [&](const Result<TensorSet>& read) {
        return read && read->tensors.size() == set.tensors.size();
    };
    CHECK_FALSE(all_fit(read_tensors_from(bytes, name, numbers - 1)));
    CHECK_FALSE(all_fit(read_tensors(test_data("tensors") / name, bytes.size() + numbers - 1)));
    CHECK(read_tensors(test_data("tensors") / name, 64 * bytes.size()).has_value());
    CHECK(read_tensors(test_data("tensors") / name, bytes.size() - 1).error().code == ErrorCode::io);
}
