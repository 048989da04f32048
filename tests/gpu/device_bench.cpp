// Times of the cuda engine on its own memory: what is left when nothing has to come back. device_bench all|KIND [L
// n]...

#include "core/engine/example_systems.hpp"
#include "gpu/cuda_engine.hpp"
#include "gpu/device_prepared.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>

using namespace alphascope;

namespace {

double milliseconds(int runs, const std::function<void()>& work) {
    work();
    std::vector<double> times;
    for (int k = 0; k < runs; ++k) {
        const auto start = std::chrono::steady_clock::now();
        work();
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    std::nth_element(times.begin(), times.begin() + runs / 2, times.end());
    return times[static_cast<std::size_t>(runs / 2)];
}

void measure(const Engine& engine, const std::shared_ptr<gpu::Device>& device, const std::string& kind, Index length,
             Index state) {
    const auto system = std::make_shared<const System>(example_system(kind, length, state, Gates::usual, 1));
    std::shared_ptr<const Prepared> prepared;
    const double prepare = milliseconds(3, [&] { prepared = engine.prepare(system, {}).value(); });
    const auto* tree = dynamic_cast<const gpu::DevicePrepared<float>*>(prepared.get());
    if (!tree) {
        std::printf("%-18s in double\n", kind.c_str());
        return;
    }
    const Range all{0, length};
    RowStatistics statistics;
    // Neither range holds the other, so that none is remembered.
    const double sums = milliseconds(3,
                                     [&] {
                                         prepared->row_statistics({0, length - 1}, {}).value();
                                         prepared->row_statistics({1, length}, {}).value();
                                     }) /
                        2;
    statistics = prepared->row_statistics(all, {}).value();
    gpu::Buffer<float> out;
    {
        gpu::Queue queue(device);
        out = queue.buffer<float>(length * length);
    }
    constexpr int in_a_row = 8; // what the host does for one map, it does while the one before is computed
    const double map =
        milliseconds(10,
                     [&] {
                         gpu::Queue queue(device);
                         for (int k = 0; k < in_a_row; ++k)
                             tree->fill_on_device(queue, all, all, TileKind::alpha, &statistics, out.data());
                         if (auto done = queue.finish(); !done)
                             std::printf("%s\n", one_line(done.error()).c_str());
                     }) /
        in_a_row;
    const double products = static_cast<double>(length) * static_cast<double>(length) * static_cast<double>(state);
    std::printf("%-18s L %6d n %3d  prepare %8.2f ms  row sums %8.2f ms  map %7.3f ms  %5.1f TFLOP/s\n", kind.c_str(),
                static_cast<int>(length), static_cast<int>(state), prepare, sums, map, products / map * 1e-9);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv) {
    const auto device = gpu::find_device();
    if (!device) {
        std::printf("%s\n", device.error().message.c_str());
        return 77;
    }
    const auto engine = make_cuda_engine(*device);
    std::printf("%s\n", (*device)->name().c_str());
    const std::string wanted = argc > 1 ? argv[1] : "all";
    for (int k = 2; k + 1 < argc; k += 2) {
        const Index length = std::atol(argv[k]), state = std::atol(argv[k + 1]);
        for (const std::string kind : {"identity", "softmax", "scalar", "diagonal", "complex_diagonal", "blocks",
                                       "delta", "gated_delta", "low_rank_2", "dense"})
            if ((wanted == "all" && (kind != "dense" || length * state * state <= Index{1} << 24)) || wanted == kind)
                measure(*engine, *device, kind, length, state);
    }
    return 0;
}
