// compute: agreement with the architectures' own code, tiles, determinism.
#include "core/io/tensors.hpp"
#include "tests/cli/program.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

#include <algorithm>
#include <cmath>

using alphascope::Index;
using alphascope::Tensor;
using alphascope::TensorSet;

namespace {

TensorSet computed(Arguments arguments, const TemporaryFolder& folder) {
    arguments.insert(arguments.end(), {"--out", "R.npz"});
    const Outcome outcome = run_cli(arguments, folder);
    INFO(outcome.err);
    REQUIRE(outcome.status == 0);
    const auto set = alphascope::read_tensors(folder / "R.npz");
    REQUIRE(set.has_value());
    return *set;
}

/// Largest difference, relative to the largest value expected.
double relative_error(const Tensor& got, const Tensor& expected) {
    REQUIRE(got.shape == expected.shape);
    double difference = 0, largest = 0;
    for (std::size_t at = 0; at < got.data.size(); ++at) {
        difference = std::max(difference, std::abs(got.data[at] - expected.data[at]));
        largest = std::max(largest, std::abs(expected.data[at]));
    }
    return difference / largest;
}

} // namespace

TEST_CASE("compute reproduces the architectures' own code from the command line", "[cli][golden]") {
    const TemporaryFolder folder;
    // One case of each layout; tolerances are those of the golden list (float64) and SPEC section 7 (float32).
    const auto [id, name] = GENERATE(table<const char*, const char*>({{"gated_delta_rule", "gated_delta_rule__std.npz"},
                                                                      {"s4d", "s4d__std.npz"},
                                                                      {"delta_product", "delta_product__std.npz"}}));
    INFO(name);
    const std::string path = test_data(std::filesystem::path("golden") / name).string();
    const auto golden = alphascope::read_tensors(path);
    REQUIRE(golden.has_value());
    for (const auto& [engine, tolerance] : {std::pair{"reference", 1e-7}, {"cpu", 1e-4}}) {
        INFO(engine);
        const TensorSet set = computed({"compute", id, "--inputs", path, "--engine", engine}, folder);
        CHECK(relative_error(set.tensors.at("alpha"), golden->tensors.at("alpha")) <= tolerance);
        CHECK(relative_error(set.tensors.at("o"), golden->tensors.at("o")) <= tolerance);
    }
}

TEST_CASE("reference writes float64 and cpu writes float32", "[cli]") {
    const TemporaryFolder folder;
    for (const auto& [engine, type] : {std::pair{"reference", "float64"}, {"cpu", "float32"}}) {
        const TensorSet set = computed({"compute", "gla", "--length", "16", "--engine", engine}, folder);
        CHECK(set.tensors.at("alpha").dtype == type);
    }
}

TEST_CASE("a tile is a part of the whole map", "[cli]") {
    const TemporaryFolder folder;
    const std::string id = GENERATE(as<std::string>{}, "softmax", "gla", "gated_delta_rule");
    const std::string engine = GENERATE(as<std::string>{}, "reference", "cpu");
    INFO(id << " by " << engine);
    const Arguments scene{"compute", id, "--length", "70", "--heads", "2", "--seed", "5", "--engine", engine};
    const Tensor whole = computed(scene, folder).tensors.at("alpha");
    REQUIRE(whole.shape == std::vector<Index>{2, 70, 70});
    Arguments tiled = scene;
    tiled.insert(tiled.end(), {"--rows", "33:70", "--cols", "10:41"});
    const Tensor tile = computed(tiled, folder).tensors.at("alpha");
    REQUIRE(tile.shape == std::vector<Index>{2, 37, 31});
    double difference = 0;
    for (Index head = 0; head < 2; ++head)
        for (Index i = 0; i < 37; ++i)
            for (Index j = 0; j < 31; ++j)
                difference = std::max(difference, std::abs(tile.data[(head * 37 + i) * 31 + j] -
                                                           whole.data[(head * 70 + i + 33) * 70 + j + 10]));
    CHECK(difference <= (engine == "reference" ? 1e-14 : 2e-6));
}

TEST_CASE("the same seed gives the same bytes with any number of threads, another seed others", "[cli]") {
    const TemporaryFolder folder;
    const auto bytes = [&](const char* seed, const char* threads) {
        computed({"compute", "gated_delta_rule", "--length", "96", "--seed", seed, "--threads", threads}, folder);
        return file_text(folder / "R.npz");
    };
    const std::string once = bytes("3", "1");
    CHECK(bytes("3", "1") == once);
    CHECK(bytes("3", "2") == once);
    CHECK(bytes("4", "1") != once);
}

TEST_CASE("a parameter set on the command line reaches the coefficients", "[cli]") {
    const TemporaryFolder folder;
    const Arguments scene{"compute", "gated_delta_rule", "--length", "32", "--engine", "reference"};
    const Tensor before = computed(scene, folder).tensors.at("alpha");
    Arguments changed = scene;
    changed.insert(changed.end(), {"--set", "gate_bias=-2"});
    CHECK(computed(changed, folder).tensors.at("alpha").data != before.data);
}
