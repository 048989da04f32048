#include "core/bench/map_floor.hpp"

#include "core/base/random.hpp"
#include "core/base/thread_pool.hpp"
#include "core/bench/median_time.hpp"
#include "core/engine/cpu/level.hpp"
#include "core/engine/cpu/room.hpp"

#include <algorithm>
#include <vector>

namespace alphascope {
namespace {

constexpr Index float_bytes = sizeof(float);

Index panels_of(Index length) {
    return (length + cpu::panel - 1) / cpu::panel;
}

/// Numbers in (−1, 1), as panels for a bare product.
cpu::Room<float> noise(Index count) {
    cpu::Room<float> room(count);
    const RandomStream stream(1, "bench");
    for (Index k = 0; k < count; ++k)
        room.data()[k] = static_cast<float>(2 * stream.uniform(k) - 1);
    return room;
}

/// The causal half of Q Bᵀ, in strips of 32 rows; store(strip, columns, scores, stride) has what becomes of a piece.
template <class Store>
void bare_product(const float* q, const float* b, Index length, Index state, const Store& store) {
    constexpr Index piece = 16 * cpu::panel, stride = piece + 16;
    const cpu::Kernels& kernels = cpu::best_kernels();
    const Index panels = panels_of(length);
    parallel_for(panels, [&](Index k) {
        const Index strip = panels - 1 - k; // longest first
        alignas(64) float scores[cpu::panel * stride];
        for (Index first = 0; first <= strip * cpu::panel; first += piece) {
            const Index end = std::min({first + piece, (strip + 1) * cpu::panel, length});
            for (Index column = first; column < end; column += cpu::panel)
                kernels.single.product(q + strip * cpu::panel * state, b + column * state, state,
                                       scores + (column - first), stride);
            store(strip, Range{first, end}, scores, stride);
        }
        kernels.rows.settle();
    });
}

double product_gflop(Index length, Index state) {
    const auto panels = static_cast<double>(panels_of(length));
    return panels * (panels + 1) / 2 * cpu::panel * cpu::panel * 2 * static_cast<double>(state) * 1e-9;
}

/// Rate of something of this size, in its units a second.
double rate(double size, double ms) {
    return ms > 0 ? size / (ms * 1e-3) : 0;
}

double exp_rate(const RunContext& run) {
    constexpr Index chunk = 8192, chunks = 64, rounds = 4; // 32 KB each: the first two caches
    const cpu::RowKernels& rows = cpu::best_kernels().rows;
    const auto numbers = noise(chunk);
    const double ms = median_ms(
        [&] {
            parallel_for(chunks, [&](Index) {
                alignas(64) float x[chunk];
                rows.store(numbers.data(), chunk, x, false);
                for (Index round = 0; round < rounds; ++round)
                    rows.finish(cpu::RowReadout::exp, x, chunk, 1, 1);
            });
        },
        run);
    return rate(chunk * chunks * rounds * 1e-9, ms);
}

double write_rate(bool past_caches, const RunContext& run) {
    constexpr Index row = 4096, count = 4096;
    const cpu::RowKernels& rows = cpu::best_kernels().rows;
    const auto from = noise(row);
    cpu::Room<float> map(row * count);
    const double ms = median_ms(
        [&] {
            parallel_for(count / cpu::panel, [&](Index strip) {
                for (Index r = strip * cpu::panel; r < (strip + 1) * cpu::panel; ++r)
                    rows.store(from.data(), row, map.data() + r * row, past_caches);
                rows.settle();
            });
        },
        run);
    return rate(row * count * float_bytes * 1e-9, ms);
}

} // namespace

MapFloor measure_floor(Index length, Index state, const RunContext& run) {
    const cpu::RowKernels& rows = cpu::best_kernels().rows;
    const Index padded = panels_of(length) * cpu::panel, bytes = length * length * float_bytes;
    const bool past_caches = bytes > cpu::larger_than_caches;
    const auto q = noise(padded * state), b = noise(padded * state);
    std::vector<float> map(static_cast<std::size_t>(length * length));
    const auto store = [&](Index strip, Range columns, const float* scores, Index stride) {
        for (Index i = strip * cpu::panel; i < std::min((strip + 1) * cpu::panel, length); ++i, scores += stride)
            rows.store(scores, columns.size(), map.data() + i * length + columns.begin, past_caches);
    };
    MapFloor floor{length, state};
    floor.product_ms = median_ms([&] { bare_product(q.data(), b.data(), length, state, store); }, run);
    constexpr Index strip = 64;
    floor.write_ms = median_ms(
        [&] {
            parallel_for((length + strip - 1) / strip, [&](Index k) {
                rows.clear(std::min(strip, length - k * strip) * length, map.data() + k * strip * length, past_caches);
                rows.settle();
            });
        },
        run);
    floor.product_gflops = rate(product_gflop(length, state), floor.product_ms);
    floor.write_gbs = rate(static_cast<double>(bytes) * 1e-9, floor.write_ms);
    return floor;
}

MachineRates measure_rates(const RunContext& run) {
    constexpr Index length = 2048, state = 64;
    const auto q = noise(length * state), b = noise(length * state);
    const double ms = median_ms(
        [&] { bare_product(q.data(), b.data(), length, state, [](Index, Range, const float*, Index) {}); }, run);
    return {rate(product_gflop(length, state), ms), exp_rate(run), write_rate(false, run), write_rate(true, run)};
}

} // namespace alphascope
