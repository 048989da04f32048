// The kernels' bodies as loops on the host: what they index, mask and sum, without a device.

#include "core/base/random.hpp"
#include "core/engine/example_systems.hpp"
#include "core/engine/parity.hpp"
#include "gpu/cuda_engine.hpp"
#include "gpu/host_device.hpp"
#include "tests/gpu/tile_of.hpp"

#include <cstring>

using namespace alphascope;

namespace {

std::unique_ptr<Engine> host_engine(gpu::ThreadOrder order, std::size_t memory = std::size_t{4} << 30) {
    return make_cuda_engine(gpu::make_host_device(order, memory));
}

bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

} // namespace

TEST_CASE("kernels agree with the reference over the whole parity table", "[gpu]") {
    const auto engine = host_engine(gpu::ThreadOrder::forward);
    const auto rows = parity_table(*engine, {});
    CHECK(rows.size() > 300);
    for (const ParityRow& row : rows) {
        CAPTURE(row.kind, row.readout, row.normaliser, row.length);
        CHECK(row.max_error <= row.bound);
    }
}

TEST_CASE("kernels give the same bits whichever thread of a phase comes first", "[gpu]") {
    for (const std::string& kind : example_kinds()) {
        const auto system = std::make_shared<const System>(example_system(kind, 300, 40, Gates::usual, 3));
        const auto forward = host_engine(gpu::ThreadOrder::forward), backward = host_engine(gpu::ThreadOrder::backward);
        if (!forward->supports(*system))
            continue;
        CAPTURE(kind);
        const auto a = forward->prepare(system, {}), b = backward->prepare(system, {});
        REQUIRE(a.has_value());
        REQUIRE(b.has_value());
        const Range all{0, 300};
        CHECK(same_bits(tile_of(**a, all, all, TileKind::alpha), tile_of(**b, all, all, TileKind::alpha)));
    }
}

TEST_CASE("a tile of the kernels is the same part of the whole map, bit for bit", "[gpu]") {
    const Index length = 300;
    for (const std::string& kind : example_kinds()) {
        const auto system = std::make_shared<const System>(example_system(kind, length, 12, Gates::usual, 5));
        const auto engine = host_engine(gpu::ThreadOrder::forward);
        if (!engine->supports(*system))
            continue;
        CAPTURE(kind);
        const auto prepared = engine->prepare(system, {});
        REQUIRE(prepared.has_value());
        const auto whole = tile_of(**prepared, {0, length}, {0, length}, TileKind::alpha);
        for (const auto& [rows, cols] : {std::pair{Range{131, 299}, Range{3, 200}},
                                         {Range{255, 257}, Range{0, 300}},
                                         {Range{5, 6}, Range{5, 6}}}) {
            std::vector<float> part;
            for (Index i = rows.begin; i < rows.end; ++i)
                part.insert(part.end(), whole.begin() + i * length + cols.begin, whole.begin() + i * length + cols.end);
            CHECK(same_bits(tile_of(**prepared, rows, cols, TileKind::alpha), part));
        }
    }
}

TEST_CASE("a device that is too small is an error that says how much is wanted", "[gpu]") {
    const auto system = std::make_shared<const System>(example_system("diagonal", 4096, 64, Gates::usual, 1));
    const auto prepared = host_engine(gpu::ThreadOrder::forward, std::size_t{1} << 20)->prepare(system, {});
    REQUIRE_FALSE(prepared.has_value());
    CHECK(prepared.error().code == ErrorCode::unavailable);
    CHECK(prepared.error().message.find("4096 tokens with 64 state coordinates need about") == 0);
    CHECK(prepared.error().message.find("engine cpu") != std::string::npos);
}

TEST_CASE("work on a device stops when asked", "[gpu]") {
    const auto system = std::make_shared<const System>(example_system("diagonal", 300, 8, Gates::usual, 1));
    const auto engine = host_engine(gpu::ThreadOrder::forward);
    std::stop_source stop;
    const auto prepared = engine->prepare(system, {});
    REQUIRE(prepared.has_value());
    stop.request_stop();
    const RunContext stopped{stop.get_token(), {}};
    std::vector<float> out(300 * 300);
    const auto tile = (*prepared)->tile({0, 300}, {0, 300}, TileKind::scores, nullptr, std::span<float>(out), stopped);
    REQUIRE_FALSE(tile.has_value());
    CHECK(tile.error().code == ErrorCode::cancelled);
    const auto again = engine->prepare(system, stopped);
    REQUIRE_FALSE(again.has_value());
    CHECK(again.error().code == ErrorCode::cancelled);
}

TEST_CASE("single cells of the kernels are cells of their tiles", "[gpu]") {
    const std::vector<Index> rows{0, 5, 31, 32, 130, 255, 256, 299}, cols{0, 5, 6, 33, 64, 129, 256, 298};
    for (const std::string& kind : example_kinds()) {
        const auto system = std::make_shared<const System>(example_system(kind, 300, 12, Gates::usual, 5));
        const auto engine = host_engine(gpu::ThreadOrder::forward);
        if (!engine->supports(*system))
            continue;
        CAPTURE(kind);
        const auto prepared = engine->prepare(system, {});
        REQUIRE(prepared.has_value());
        const auto whole = tile_of(**prepared, {0, 300}, {0, 300}, TileKind::alpha);
        const auto scales = (*prepared)->row_scales(rows, {});
        REQUIRE(scales.has_value());
        std::vector<float> found(rows.size() * cols.size(), 7);
        REQUIRE((*prepared)->cells(rows, cols, TileKind::alpha, &*scales, found, {}).has_value());
        for (std::size_t r = 0; r < rows.size(); ++r)
            for (std::size_t c = 0; c < cols.size(); ++c) {
                const float expected = whole[static_cast<std::size_t>(rows[r] * 300 + cols[c])];
                CHECK(found[r * cols.size() + c] == Approx(expected).epsilon(1e-5).margin(1e-7));
            }
    }
}

TEST_CASE("row scales of single rows are those of all rows", "[gpu]") {
    const std::vector<Index> rows{0, 5, 31, 32, 130, 2047, 2048, 2300, 2499};
    for (const std::string kind : {"identity", "delta", "convolution"})
        for (const auto& [readout, normaliser] :
             {std::pair(ReadoutKind::exp, NormaliserKind::sum), std::pair(ReadoutKind::identity, NormaliserKind::sum),
              std::pair(ReadoutKind::relu, NormaliserKind::root_sum_squares),
              std::pair(ReadoutKind::identity, NormaliserKind::max_abs_sum_1)})
            for (const Index window : {0, 700}) {
                System system = example_system(kind, 2500, 6, Gates::usual, 5);
                system.readout.kind = readout;
                system.normaliser.kind = normaliser;
                system.window = window;
                const auto engine = host_engine(gpu::ThreadOrder::forward);
                REQUIRE(engine->supports(system));
                CAPTURE(kind, readout, normaliser, window);
                const auto prepared = engine->prepare(std::make_shared<const System>(system), {}).value();
                CHECK_FALSE(prepared->knows_rows({0, 2500}));
                const auto scales = prepared->row_scales(rows, {}).value();
                const auto statistics = engine->prepare(std::make_shared<const System>(system), {})
                                            .value()
                                            ->row_statistics({0, 2500}, {})
                                            .value();
                for (std::size_t r = 0; r < rows.size(); ++r) {
                    CAPTURE(rows[r]);
                    const auto place = static_cast<Index>(r);
                    CHECK(scales.shift[place] == Approx(statistics.shift[rows[r]]).epsilon(1e-6));
                    CHECK(scales.eta[place] == Approx(statistics.eta[rows[r]]).epsilon(1e-5));
                }
                prepared->row_statistics({0, 2500}, {}).value();
                CHECK(prepared->knows_rows({0, 2500}));
            }
}

TEST_CASE("another φ or η keeps what lies on the device", "[gpu]") {
    const auto device = gpu::make_host_device(gpu::ThreadOrder::forward, std::size_t{1} << 30);
    const auto engine = make_cuda_engine(device);
    System system = example_system("delta", 200, 8, Gates::usual, 5);
    system.shear = Vector::Constant(200, -0.01);
    const auto first = engine->prepare(std::make_shared<const System>(system), {}).value();
    const std::size_t free = device->free_memory();
    system.readout.kind = ReadoutKind::exp;
    system.normaliser.kind = NormaliserKind::sum;
    system.window = 50;
    const auto other = std::make_shared<const System>(system);
    const auto shared = first->with(other);
    REQUIRE(shared);
    CHECK(device->free_memory() == free);
    const Range all{0, 200};
    CHECK(tile_of(*shared, all, all, TileKind::alpha) ==
          tile_of(*engine->prepare(other, {}).value(), all, all, TileKind::alpha));
    system.q = system.q * 1e4; // scores that exp needs in double
    const auto large = std::make_shared<const System>(system);
    system.readout.kind = ReadoutKind::identity;
    system.normaliser.kind = NormaliserKind::one;
    const auto in_single = engine->prepare(std::make_shared<const System>(system), {}).value();
    CHECK_FALSE(in_single->with(large));
}

TEST_CASE("auto goes on to the cpu engine where the device has too little memory, and says so", "[gpu]") {
    const auto system = std::make_shared<const System>(example_system("scalar", 3000, 16));
    for (const bool roomy : {true, false}) {
        EngineRegistry registry;
        registry.add(make_reference_engine());
        registry.add(make_cpu_engine());
        registry.add(host_engine(gpu::ThreadOrder::forward, std::size_t{1} << (roomy ? 30 : 16)));
        const auto choice = registry.prepare("auto", system, {});
        REQUIRE(choice.has_value());
        CHECK(choice->prepared->engine_id() == (roomy ? "cuda" : "cpu"));
        CHECK(choice->engine->capability().id == choice->prepared->engine_id());
        CHECK((choice->remark.find("memory") == std::string::npos) == roomy);
        const auto asked = registry.prepare("cuda", system, {});
        CHECK(asked.has_value() == roomy);
        if (!asked)
            CHECK(asked.error().code == ErrorCode::unavailable);
    }
}

TEST_CASE("a system of both directions is claimed only where both passes are known", "[gpu]") {
    System forward = example_system("diagonal", 40, 8, Gates::usual, 1);
    const auto engine = host_engine(gpu::ThreadOrder::forward);
    forward.backward = std::make_shared<const System>(example_system("diagonal", 40, 8, Gates::usual, 2));
    CHECK(engine->supports(forward));
    forward.backward = std::make_shared<const System>(example_system("level_merge", 40, 8, Gates::usual, 2));
    CHECK_FALSE(engine->supports(forward));
}

TEST_CASE("scores beyond float32 are refused by every engine of that precision", "[gpu]") {
    const auto device = host_engine(gpu::ThreadOrder::forward), cpu = make_cpu_engine();
    for (const double factor : {1e20, 1e-20}) { // of b and of q: scores of 1e40 and 1e-40
        System system = example_system("diagonal", 16, 4);
        for (auto* numbers : {&system.b, &system.q}) {
            Matrix scaled(system.length(), 4);
            for (Index i = 0; i < system.length(); ++i)
                scaled.row(i) = numbers->row(i) * factor;
            *numbers = TokenRows(scaled);
        }
        const auto shared = std::make_shared<const System>(std::move(system));
        for (const Engine* engine : {device.get(), cpu.get()}) {
            const auto prepared = engine->prepare(shared, {});
            CAPTURE(engine->capability().id, factor);
            REQUIRE_FALSE(prepared.has_value());
            CHECK(prepared.error().code == ErrorCode::unavailable);
            CHECK(prepared.error().message.find("do not fit into float32") != std::string::npos);
        }
    }
}
