// Files that numpy wrote, read by us. The oracle is in the files: o and alpha come from one run of third-party code and
// o = alpha v holds in every case.
#include "core/base/resources.hpp"
#include "core/io/tensors.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

using namespace alphascope;

/// Largest |o - alpha v| over a stack of heads: alpha [H, L, L], v and o [H, L, d].
static double residual(const Tensor& alpha, const Tensor& v, const Tensor& o) {
    const Index heads = o.shape.at(0), length = o.shape.at(1), width = o.shape.at(2);
    double worst = 0;
    for (Index h = 0; h < heads; ++h)
        for (Index i = 0; i < length; ++i)
            for (Index d = 0; d < width; ++d) {
                double sum = 0;
                for (Index j = 0; j < length; ++j)
                    sum += alpha.data.at((h * length + i) * length + j) * v.data.at((h * length + j) * width + d);
                worst = std::max(worst, std::abs(sum - o.data.at((h * length + i) * width + d)));
            }
    return worst;
}

TEST_CASE("every golden case reads with the shapes and types its manifest tells, and o = alpha v", "[io][golden]") {
    const auto manifest = nlohmann::json::parse(std::ifstream(test_data("golden/manifest.json")));
    REQUIRE(manifest.size() == 144);
    int products = 0;
    for (const auto& entry : manifest) {
        const auto set = read_tensors(test_data("golden") / entry.at("file").get<std::string>());
        INFO(entry.at("file"));
        REQUIRE(set.has_value());
        CHECK(set->metadata.empty());
        for (const auto& [name, shape] : entry.at("shapes").items()) {
            INFO(name);
            REQUIRE(set->tensors.count(name) == 1);
            CHECK(set->tensors.at(name).shape == shape.get<std::vector<Index>>());
        }
        CHECK(set->tensors.at("o").dtype == "float64");
        const char* const values = set->tensors.count("v") ? "v" : set->tensors.count("x") ? "x" : "hidden";
        const auto& v = set->tensors.at(values);
        CHECK(v.dtype == "float32");
        if (entry.at("kind") != "heads" || entry.at("arch") == "gdn2") // which mixes w v
            continue;
        const auto& o = set->tensors.at("o");
        const double largest = std::abs(*std::max_element(
            o.data.begin(), o.data.end(), [](double a, double b) { return std::abs(a) < std::abs(b); }));
        CHECK(residual(set->tensors.at("alpha"), v, o) <= 1e-12 * largest);
        ++products;
    }
    CHECK(products == 103);
}

TEST_CASE("the samples inside the program read with their metadata, and o = alpha v to float32", "[io]") {
    const auto samples = resources_in("samples");
    REQUIRE(samples.size() == 3);
    for (const auto path : samples) {
        const auto set = read_tensors_from(*resource(path), std::string(path));
        INFO(path);
        REQUIRE(set.has_value());
        CHECK(set->metadata.at("format") == "alphascope.sample");
        for (const char* name : {"q", "k", "v", "o", "alpha"})
            CHECK(set->tensors.at(name).dtype == "float32");
        CHECK(residual(set->tensors.at("alpha"), set->tensors.at("v"), set->tensors.at("o")) < 1e-4);
    }
}
