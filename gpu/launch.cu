#include "gpu/launch.hpp"

#include <cuda_runtime.h>

namespace alphascope::gpu {
namespace {

/// A block of device threads: a phase is each thread's own part, then a barrier.
template <class K> struct DeviceBlock {
    typename K::Shared& shared_memory;
    typename K::Registers& registers;

    __device__ __forceinline__ Size index() const { return blockIdx.x; }
    __device__ __forceinline__ typename K::Shared& shared() { return shared_memory; }
    template <class Phase> __device__ __forceinline__ void each(Phase phase) {
        phase(static_cast<Size>(threadIdx.x), registers);
        __syncthreads();
    }
};

/// Blocks that a multiprocessor must have room for at once: two tiles, so that one multiplies while the other waits.
template <class K> constexpr int together = 1;
template <Finish finish> constexpr int together<Tile<float, finish>> = 2;
template <> constexpr int together<TileSums<float>> = 2;

template <class K> __global__ void __launch_bounds__(K::threads, together<K>) run(const __grid_constant__ K kernel) {
    __shared__ typename K::Shared shared;
    typename K::Registers registers;
    DeviceBlock<K> block{shared, registers};
    kernel(block);
}

} // namespace

int launch(const Kernel& kernel, Size blocks, void* stream) {
    if (blocks == 0)
        return cudaSuccess;
    std::visit(
        [&](const auto& of_kind) {
            std::visit(
                [&](const auto& k) {
                    using K = std::decay_t<decltype(k)>;
                    run<K><<<static_cast<unsigned>(blocks), static_cast<unsigned>(K::threads), 0,
                             static_cast<cudaStream_t>(stream)>>>(k);
                },
                of_kind);
        },
        kernel);
    return cudaGetLastError();
}

bool can_launch() {
    cudaFuncAttributes attributes{};
    const bool has_code = cudaFuncGetAttributes(&attributes, run<JoinPieces>) == cudaSuccess;
    cudaGetLastError();
    return has_code;
}

} // namespace alphascope::gpu
