// The cuda engine on the device there is. Without one the program says why and exits 77, which CTest shows as skipped.

#ifdef ALPHASCOPE_CATCH_V2
#define CATCH_CONFIG_RUNNER
#endif
#include "core/engine/example_systems.hpp"
#include "core/engine/parity.hpp"
#include "gpu/cuda_engine.hpp"
#include "gpu/device.hpp"
#include "tests/golden/golden_case.hpp"
#include "tests/gpu/tile_of.hpp"

#include <chrono>
#include <cstdio>
#include <cstring>
#include <thread>

using namespace alphascope;

namespace {

/// One for the program: the device is looked for once.
const Engine& engine() {
    static const auto cuda = make_cuda_engine();
    return *cuda;
}

/// Largest difference of a row over the row's largest, of all rows.
double largest_difference(const std::vector<float>& a, const std::vector<float>& b, Index cols) {
    double worst = 0;
    for (std::size_t row = 0; row < a.size(); row += static_cast<std::size_t>(cols)) {
        double off = 0, top = 0;
        for (std::size_t k = row; k < row + static_cast<std::size_t>(cols); ++k) {
            off = std::max(off, std::abs(static_cast<double>(a[k]) - static_cast<double>(b[k])));
            top = std::max(top, std::abs(static_cast<double>(b[k])));
        }
        worst = std::max(worst, top > 0 ? off / top : off);
    }
    return worst;
}

} // namespace

TEST_CASE("the device agrees with the reference over the whole parity table", "[device]") {
    for (const ParityRow& row : parity_table(engine(), {})) {
        CAPTURE(row.kind, row.readout, row.normaliser, row.length);
        CHECK(row.max_error <= row.bound);
    }
}

TEST_CASE("the device reproduces the golden cases its kernels know", "[device]") {
    EngineRegistry engines;
    engines.add(make_cuda_engine());
    const int known = golden::check_every_case(engines, "cuda");
    std::printf("golden cases on the device: %d of %d\n", known, static_cast<int>(golden::manifest().size()));
    CHECK(known >= 120);
}

TEST_CASE("a tile of the device is the same part of the whole map, bit for bit", "[device]") {
    const Index length = 1000;
    for (const std::string& kind : example_kinds()) {
        const auto system = std::make_shared<const System>(example_system(kind, length, 64, Gates::usual, 5));
        if (!engine().supports(*system))
            continue;
        CAPTURE(kind);
        const auto prepared = engine().prepare(system, {});
        REQUIRE(prepared.has_value());
        const auto whole = tile_of(**prepared, {0, length}, {0, length}, TileKind::alpha);
        const Range rows{611, 999}, cols{3, 800};
        std::vector<float> part;
        for (Index i = rows.begin; i < rows.end; ++i)
            part.insert(part.end(), whole.begin() + i * length + cols.begin, whole.begin() + i * length + cols.end);
        const auto tile = tile_of(**prepared, rows, cols, TileKind::alpha);
        CHECK(std::memcmp(tile.data(), part.data(), part.size() * sizeof(float)) == 0);
    }
}

TEST_CASE("the last rows of long sequences agree with the cpu engine", "[device]") {
    const auto cpu = make_cpu_engine();
    for (const std::string& kind : example_kinds())
        for (const Gates gates : {Gates::usual, Gates::extreme})
            for (const auto& [length, state] : {std::pair<Index, Index>{4096, 64}, {8192, 128}}) {
                if ((kind == "dense" || kind == "level_merge") && state > 64)
                    continue; // minutes of the reference's time to make
                const auto system = std::make_shared<const System>(example_system(kind, length, state, gates, 9));
                if (!engine().supports(*system))
                    continue;
                const auto on_device = engine().prepare(system, {}), on_host = cpu->prepare(system, {});
                REQUIRE(on_device.has_value());
                REQUIRE(on_host.has_value());
                const Range rows{length - 64, length}, cols{0, length};
                const double off = largest_difference(tile_of(**on_device, rows, cols, TileKind::alpha),
                                                      tile_of(**on_host, rows, cols, TileKind::alpha), length);
                std::printf("%-18s L %5d n %3d %s: %.1e\n", kind.c_str(), static_cast<int>(length),
                            static_cast<int>(state), gates == Gates::usual ? "usual  " : "extreme", off);
                CAPTURE(kind, length, state);
                CHECK(off <= 1e-4);
            }
}

TEST_CASE("65,536 tokens: far tiles without the map, row sums of all of it", "[device]") {
    const Index length = 65'536;
    const auto system = std::make_shared<const System>(example_system("softmax", length, 64, Gates::usual, 4));
    const auto prepared = engine().prepare(system, {});
    REQUIRE(prepared.has_value());
    const auto statistics = (*prepared)->row_statistics({0, length}, {});
    REQUIRE(statistics.has_value());
    const Range rows{length - 4, length}, cols{0, length};
    std::vector<float> out(static_cast<std::size_t>(rows.size() * length));
    REQUIRE((*prepared)->tile(rows, cols, TileKind::alpha, &*statistics, std::span<float>(out), {}).has_value());
    for (Index r = 0; r < rows.size(); ++r) {
        double sum = 0;
        for (Index j = 0; j < length; ++j)
            sum += static_cast<double>(out[static_cast<std::size_t>(r * length + j)]);
        CHECK(sum == Approx(1).epsilon(1e-5));
    }
}

TEST_CASE("a million tokens: cells all over the map agree with the cpu engine", "[device]") {
    const Index length = 1 << 20;
    const auto system = std::make_shared<const System>(example_system("gated_delta", length, 32, Gates::usual, 4));
    const auto cpu = make_cpu_engine();
    std::vector<Index> tokens;
    for (Index k = 0; k < 1024; ++k)
        tokens.push_back(k * 1024 + (k * 7919) % 1024);
    const auto on_device = engine().prepare(system, {}), on_host = cpu->prepare(system, {});
    REQUIRE(on_device.has_value());
    REQUIRE(on_host.has_value());
    std::vector<float> a(tokens.size() * tokens.size()), b(a.size());
    const auto start = std::chrono::steady_clock::now();
    REQUIRE((*on_device)->cells(tokens, tokens, TileKind::scores, nullptr, a, {}).has_value());
    std::printf("1024 x 1024 cells of a million tokens: %.2f ms\n",
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    REQUIRE((*on_host)->cells(tokens, tokens, TileKind::scores, nullptr, b, {}).has_value());
    CHECK(largest_difference(a, b, static_cast<Index>(tokens.size())) < 1e-5);
}

TEST_CASE("what the device has no memory for is an error, and it goes on working", "[device]") {
    const auto device = gpu::find_device();
    REQUIRE(device.has_value());
    const auto refused = (*device)->allocate((*device)->free_memory() + (std::size_t{1} << 30));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::unavailable);
    CHECK(refused.error().message.find("GB") != std::string::npos);
    const auto memory = (*device)->allocate(1 << 20);
    REQUIRE(memory.has_value());
    const std::vector<float> sent(1 << 18, 3);
    std::vector<float> back(sent.size());
    REQUIRE((*device)->upload(sent.data(), *memory, 1 << 20).has_value());
    REQUIRE((*device)->download(*memory, back.data(), 1 << 20, 1, 1 << 20).has_value());
    CHECK(back == sent);
    (*device)->release(*memory);
}

TEST_CASE("two threads may ask one prepared map at once", "[device]") {
    const auto system = std::make_shared<const System>(example_system("delta", 2000, 32, Gates::usual, 2));
    const auto prepared = engine().prepare(system, {});
    REQUIRE(prepared.has_value());
    const auto expected = tile_of(**prepared, {1000, 2000}, {0, 1000}, TileKind::scores);
    bool same[2] = {};
    {
        const auto ask = [&](bool& result) {
            std::vector<float> out(expected.size());
            result = true;
            for (int k = 0; k < 20; ++k)
                result = (*prepared)
                             ->tile({1000, 2000}, {0, 1000}, TileKind::scores, nullptr, std::span<float>(out), {})
                             .has_value() &&
                         out == expected && result;
        };
        std::jthread one([&] { ask(same[0]); }), other([&] { ask(same[1]); });
    }
    CHECK(same[0]);
    CHECK(same[1]);
}

int main(int argc, char** argv) {
    const Capability capability = engine().capability();
    std::printf("%s\n", capability.detail.c_str());
    if (!capability.available)
        return 77;
    return Catch::Session().run(argc, argv);
}
